import Dispatch
import Engine
import Files
import Foundation
import Gallery
import Recipes
import Synchronization

/// Performs what the gallery wants done, in the background; of what is only looked at the latest alone.
final class GalleryWorker: Sendable {
  let catalogue: any Catalogue
  let shelf: any PictureShelf
  private let painter: any Painter
  private let viewer: any PictureViewer
  let queues: WorkQueues
  let ending: Cancellation
  let post: @Sendable (Action) -> Void
  private let refreshes = LatestOnly<Void>()
  private let searches = LatestOnly<GallerySearch>()
  private let pages = LatestOnly<[Int64]>()
  private let thumbnails = LatestOnly<(items: [GalleryItem], Cancellation)>()
  private let pictures = LatestOnly<Path>()
  private let questions = LatestOnly<(text: String, cursor: Int)>()
  /// Stops making the small pictures that were asked for last.
  private let making = Mutex(Cancellation())

  init(
    _ catalogue: any Catalogue, shelf: any PictureShelf, painter: any Painter,
    viewer: any PictureViewer,
    queues: WorkQueues, ending: Cancellation, post: @escaping @Sendable (Action) -> Void
  ) {
    self.catalogue = catalogue
    self.shelf = shelf
    self.painter = painter
    self.viewer = viewer
    self.queues = queues
    self.ending = ending
    self.post = post
  }

  func perform(_ effect: Effect.Gallery) {
    switch effect {
    case .refresh: refreshes.submit((), to: queues.indexing) { [self] in refresh() }
    case .list(let search):
      searches.submit(search, to: queues.asking) { [self] in list($0) }
    case .items(let ids):
      pages.submit(ids, to: queues.asking) { [self] ids in
        send(or: { .itemsFailed(asked: ids, $0) }) {
          .items(asked: ids, try catalogue.items(ids))
        }
      }
    case .thumbnails(let items): makeThumbnails(items)
    case .readPicture(let path):
      pictures.submit(path, to: queues.files) { [self] path in
        send(or: { .pictureFailed(path: path, $0) }) {
          .pictureRead(path: path, try shelf.load(path, ending))
        }
      }
    case .goOn(let path, let metadata):
      queues.files.add { [self] in goOn(from: path, metadata) }
    case .findDamaged(let ids): queues.asking.add { [self] in findDamaged(ids) }
    case .findRelatives(let item):
      queues.asking.add { [self] in
        let found = (try? catalogue.relatives(of: item)) ?? (from: [], to: [])
        send(.relatives(of: item.id, Relatives(from: found.from, to: found.to)))
      }
    case .complete(let text, let cursor):
      questions.submit((text, cursor), to: queues.asking) { [self] text, cursor in
        guard let found = try? catalogue.completions(of: text, at: cursor) else { return }
        send(.completed(text: text, cursor: cursor, found))
      }
    case .listSavedSearches:
      queues.asking.add { [self] in
        let searches = (try? catalogue.savedSearches()) ?? []
        send(.savedSearches(searches.map { SavedSearch(name: $0.name, text: $0.text) }))
      }
    case .openElsewhere(let path):
      queues.files.add { [self] in
        send(or: { .refused($0) }) {
          try viewer.open(path)
          return .openedElsewhere(path)
        }
      }
    case .copyPicture(let path):
      queues.files.add { [self] in send(or: { .refused($0) }) { try Self.address(of: path) } }
    case .saveSearch, .judge, .discard, .restore, .undo, .emptyTrash:
      queues.keeping.add { [self] in change(effect) }
    }
  }

  private func send(_ action: Action.Gallery) { post(.gallery(action)) }

  /// Sends what `work` makes, or why it fails.
  private func send(
    or failure: (String) -> Action.Gallery, _ work: () throws -> Action.Gallery
  ) {
    do {
      send(try work())
    } catch is CancellationError {
      // Nobody waits for it any more.
    } catch {
      send(failure(Failure(error).message))
    }
  }

  private func refresh() {
    send(or: { .refreshFailed($0) }) {
      let hasChanged = try catalogue.refresh(ending) { send(.refreshing(read: $0, of: $1)) }
      return .refreshed(hasChanged: hasChanged, notice: catalogue.notice)
    }
  }

  private func list(_ search: GallerySearch) {
    do {
      send(.listed(search, try catalogue.list(search)))
    } catch let error as SearchError {
      send(.misunderstood(search, error))
    } catch {
      send(.failed(search, Failure(error).message))
    }
  }

  /// Small enough to make quickly, and large enough for a grid on a fine screen.
  private static let thumbnailSize = PictureSize(width: 256, height: 256)

  private func makeThumbnails(_ items: [GalleryItem]) {
    let cancellation = Cancellation()
    making.withLock { making in
      making.request()
      making = cancellation
    }
    thumbnails.submit((items, cancellation), to: queues.thumbnails) { [self] items, cancellation in
      for item in items where !cancellation.isRequested && !ending.isRequested {
        send(or: { _ in .thumbnailFailed(item.id) }) {
          .thumbnail(
            item.id,
            try catalogue.thumbnail(of: item, fitting: Self.thumbnailSize, cancellation))
        }
      }
    }
  }

  private func goOn(from path: Path, _ metadata: PictureMetadata) {
    send(or: { .refused($0) }) {
      guard let trace = try catalogue.trace(of: path) else {
        throw Failure("\(path.name) carries no latent to go on from", .damaged)
      }
      try painter.adopt(trace, of: metadata)
      return .goesOn(from: path, trace)
    }
  }

  private func findDamaged(_ ids: [Int64]) {
    var rest = ids[...]
    while !rest.isEmpty, !ending.isRequested {
      let part = Array(rest.prefix(500))
      rest = rest.dropFirst(part.count)
      guard let items = try? catalogue.items(part) else { return }
      if let damaged = items.first(where: { $0.problem != nil }) {
        send(.foundDamaged(damaged.id))
        return
      }
    }
  }

  /// The picture as text that browsers and mail programs take.
  private static func address(of path: Path) throws -> Action.Gallery {
    let file = try PlainFile(path)
    let limit = State.longestCopy * 3 / 4 - 32
    guard file.count <= limit else {
      throw Failure(
        "The picture has \(NumberText.size(file.count)), and the clipboard takes "
          + "\(NumberText.size(limit)) through a terminal",
        .usage)
    }
    let bytes = try file.read(at: 0, count: file.count)
    let kind = path.ending.lowercased() == "png" ? "png" : "jpeg"
    return .copied(
      "data:image/\(kind);base64,\(Data(bytes).base64EncodedString())", what: "The picture")
  }

  private func change(_ effect: Effect.Gallery) {
    if case .undo(let deed) = effect {
      send(or: { .undoFailed(deed, $0) }) {
        try catalogue.undo(deed)
        return .undone(deed)
      }
      return
    }
    send(or: { .refused($0) }) {
      switch effect {
      case .saveSearch(let text, let name):
        try catalogue.saveSearch(text, as: name)
        return text.isEmpty ? .forgotten(name: name) : .saved(name: name)
      case .judge(let ids, let change): return .done(try catalogue.judge(paths(of: ids), change))
      case .discard(let ids): return .done(try catalogue.discard(paths(of: ids)))
      case .restore(let ids): return .done(try catalogue.restore(paths(of: ids)))
      default: return .emptied(try catalogue.emptyTrash())
      }
    }
  }

  private func paths(of ids: [Int64]) throws -> [Path] { try catalogue.items(ids).map(\.path) }
}
