package import Files
package import Foundation

/// A picture that lies in the trash.
package struct TrashedPicture: Equatable, Sendable {
  package let path: Path
  /// Where it was.
  package let origin: Path
  /// When it came here; nil where the folder does not say.
  package let date: Date?
}

extension Gallery {
  /// Moves pictures to the trash; all of them or none.
  ///
  /// - Throws: `GalleryError` or `WriteError`.
  package func discard(_ paths: [Path], date: Date = Date()) throws -> GalleryDeed {
    let places = try paths.map { path throws(GalleryError) -> GalleryPlace in
      let place = try place(of: path)
      // What is in the trash cannot be thrown away again.
      if case .trash = place { throw GalleryError.missing(path: path) }
      return GalleryPlace.trash(from: place, date)
    }
    let moved = try move(Array(zip(paths, places)))
    return GalleryDeed(.moved(moved), words: "\(Self.pictures(paths.count)) to the trash")
  }

  /// Moves pictures out of the trash to where they were, and recorded runs to the kept pictures.
  ///
  /// All of them or none are moved. Where a name is taken, they get the next one.
  /// - Throws: `GalleryError` or `WriteError`.
  package func restore(_ paths: [Path]) throws -> GalleryDeed {
    var isRuns = true
    let places = try paths.map { path throws(GalleryError) -> GalleryPlace in
      switch try place(of: path) {
      case .kept: throw GalleryError.notAside(path: path)
      case .run(let name): return .kept(keptPath(ofRun: name, at: path))
      case .trash(let from, _):
        isRuns = false
        return from
      }
    }
    let moved = try move(Array(zip(paths, places)))
    let count = Self.pictures(paths.count)
    return GalleryDeed(.moved(moved), words: isRuns ? "\(count) kept" : "\(count) out of the trash")
  }

  /// Takes back what was done; what others have changed since then stays.
  package func undo(_ deed: GalleryDeed) throws {
    switch deed.kind {
    case .judged(let pictures):
      for judged in pictures.reversed() { try undo(judged) }
    case .moved(let pictures):
      _ = try move(
        pictures.reversed().map { moved throws(GalleryError) in
          (moved.to, try place(of: moved.from))
        }
      )
    }
  }

  /// What lies in the trash, in no order.
  package func trashed() throws(GalleryError) -> [TrashedPicture] {
    try files(below: root / GalleryPlace.trashName).compactMap { path in
      guard case .trash(let from, let date) = GalleryPlace(path, in: root) else { return nil }
      return TrashedPicture(path: path, origin: from.path(in: root), date: date)
    }
  }

  /// Deletes all that lies in the trash, and says how many pictures that were.
  package func emptyTrash() throws -> Int { try emptyTrash { _ in true } }

  /// Deletes what has lain in the trash for longer than the settings want.
  package func tidyTrash(date: Date = Date()) throws -> Int {
    guard let days = settings.trashDays else { return 0 }
    let limit = date.addingTimeInterval(-86_400 * Double(days))
    return try emptyTrash { $0.date.map { $0 < limit } ?? false }
  }

  private func emptyTrash(_ isDeleted: (TrashedPicture) -> Bool) throws -> Int {
    guard try !trashed().isEmpty else { return 0 }
    return try locked {
      let old = try trashed().filter(isDeleted)
      for picture in old {
        try FileMove.remove(picture.path)
        removeEmptyFolders(from: picture.path.folder)
      }
      return old.count
    }
  }

  /// Where in the gallery a picture lies that can be moved or changed.
  func place(of path: Path) throws(GalleryError) -> GalleryPlace {
    guard let place = GalleryPlace(path, in: root) else {
      throw path.exists || path.isLink
        ? .elsewhere(path: path, root: root) : .missing(path: path)
    }
    return place
  }

  /// Moves files to places, or to free names beside them; all of them or none.
  private func move(_ files: [(from: Path, to: GalleryPlace)]) throws -> [GalleryDeed.Moved] {
    try locked {
      var moved: [GalleryDeed.Moved] = []
      do {
        for (from, place) in files {
          guard FileStamp(from) != nil, !Folder.exists(from) || from.isLink else {
            throw GalleryError.missing(path: from)
          }
          let wanted = place.path(in: root)
          try Folder.makeAll(wanted.folder)
          let to = try AtomicFile.firstFree(of: Self.numbers) {
            Self.numbered(wanted, $0)
          } make: { to throws(WriteError) in
            try FileMove.move(from, to: to)
          }
          moved.append(.init(from: from, to: to))
        }
      } catch {
        for pair in moved.reversed() { try? FileMove.move(pair.to, to: pair.from) }
        throw error
      }
      for pair in moved { removeEmptyFolders(from: pair.from.folder) }
      return moved
    }
  }

  /// Removes the folders of the trash that a picture has left.
  private func removeEmptyFolders(from folder: Path) {
    var folder = folder
    while case .trash = GalleryPlace(folder / "picture", in: root) {
      FileMove.removeFolder(folder)
      folder = folder.folder
    }
  }

  /// All files and links below a folder; none if there is no folder.
  private func files(below folder: Path) throws(GalleryError) -> [Path] {
    let entries: [Folder.Entry]
    do throws(ReadError) {
      entries = try Folder.entries(folder)
    } catch {
      if case .unreadable(let path, let reason) = error {
        throw .unreadable(path: path, reason: reason)
      }
      return []
    }
    var paths: [Path] = []
    for entry in entries {
      if entry.kind == .folder {
        paths += try files(below: entry.path)
      } else {
        paths.append(entry.path)
      }
    }
    return paths
  }

  /// Runs `body` while no other program changes the gallery.
  func locked<Result>(_ body: () throws -> Result) throws -> Result {
    try Folder.makeAll(root)
    return try FileLock.hold(root / GalleryPlace.lockName) { try Writing.whole(body) }
  }
}
