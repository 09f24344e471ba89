import Files

/// What lies in the folders of the gallery, found without opening a file.
struct GalleryWalk {
  struct Found: Equatable {
    enum Kind: Int, Equatable {
      case file
      /// Or a device that is named like a picture.
      case link
      /// A folder that cannot be looked into.
      case folder
    }

    let path: Path
    let kind: Kind
    let stamp: FileStamp
    let place: GallerySearch.Place
    let isReadOnly: Bool
    /// Why it cannot be read; nil for files, which were not opened.
    let problem: String?
  }

  /// By their paths, each once.
  private(set) var found: [Found] = []
  /// What lies in them is as it was, for all that can be said.
  private(set) var unreadable: [Path] = []

  /// What was looked at; nil for all there is.
  private(set) var only: [Path]?

  private static let linkProblem = "it is a link or a device, which the gallery does not open"
  private let cancellation: Cancellation
  private let knowsFolders: Bool
  /// Folders below each other.
  private static let depth = 16
  private static let endings: Set = ["png", "jpg", "jpeg", "webp"]

  /// - Parameter folders: those that were added to look at; nil where they are not known, and all in them
  ///   stays as it was.
  /// - Throws: `CancellationError`.
  init(_ root: Path, folders: [Path]?, _ cancellation: Cancellation) throws(CancellationError) {
    self.cancellation = cancellation
    knowsFolders = folders != nil
    try walk(root, .kept, isReadOnly: false, mayBeMissing: true)
    try walk(root / GallerySearch.Place.runs.folder, .runs, isReadOnly: false, mayBeMissing: true)
    try walk(root / GallerySearch.Place.trash.folder, .trash, isReadOnly: false, mayBeMissing: true)
    for folder in folders ?? [] { try walk(folder, .kept, isReadOnly: true, mayBeMissing: false) }
    found.sort { $0.path < $1.path }
    // A folder may be reached in more ways than one.
    var last: Path?
    found.removeAll { found in
      defer { last = found.path }
      return found.path == last
    }
  }

  /// Looks at a few paths alone, of which those below `root` count.
  init(only paths: [Path], in root: Path) {
    cancellation = Cancellation()
    knowsFolders = true
    let below = root.bytes + [UInt8(ascii: "/")]
    only = Set(paths).filter { $0.bytes.starts(with: below) }.sorted()
    for path in only ?? [] {
      guard let stamp = FileStamp(path) else { continue }
      let place = GallerySearch.Place.allCases.last { place in
        path.bytes.starts(with: (root / place.folder).bytes + [UInt8(ascii: "/")])
      }
      found.append(
        Found(
          path: path, kind: path.isLink ? .link : .file, stamp: stamp, place: place ?? .kept,
          isReadOnly: false, problem: path.isLink ? Self.linkProblem : nil))
    }
  }

  private mutating func walk(
    _ folder: Path, _ place: GallerySearch.Place, isReadOnly: Bool, mayBeMissing: Bool,
    depth: Int = Self.depth
  ) throws(CancellationError) {
    try cancellation.check()
    func refused(_ problem: String) {
      unreadable.append(folder)
      found.append(
        Found(
          path: folder, kind: .folder,
          stamp: FileStamp(folder) ?? FileStamp(device: 0, number: 0, bytes: 0, modified: 0),
          place: place, isReadOnly: isReadOnly, problem: problem))
    }
    guard depth > 0 else { return refused("it lies in more than \(Self.depth) folders") }
    let entries: [Folder.Entry]
    do throws(ReadError) {
      entries = try Folder.entries(folder)
    } catch {
      switch error {
      case .missing: if !mayBeMissing { refused("the folder is not there") }
      case .unreadable(_, let reason): refused("the folder cannot be read: \(reason)")
      }
      return
    }
    for entry in entries where !entry.name.hasPrefix(".") {
      let isPicture = Self.endings.contains(entry.path.ending.lowercased())
      switch entry.kind {
      case .folder:
        // One that was deleted meanwhile is not there any more.
        try walk(entry.path, place, isReadOnly: isReadOnly, mayBeMissing: true, depth: depth - 1)
      case .file where isPicture:
        found.append(
          Found(
            path: entry.path, kind: .file, stamp: entry.stamp, place: place,
            isReadOnly: isReadOnly, problem: nil))
      case .other where isPicture || Folder.exists(entry.path):
        found.append(
          Found(
            path: entry.path, kind: .link, stamp: entry.stamp, place: place,
            isReadOnly: isReadOnly,
            problem: Self.linkProblem))
      case .file, .other: break
      }
    }
  }

  /// Whether nothing can be said of what lay at `path`.
  func isHidden(_ path: Path, isReadOnly: Bool) -> Bool {
    isReadOnly && !knowsFolders
      || unreadable.contains { path.bytes.starts(with: $0.bytes + [UInt8(ascii: "/")]) }
  }
}

extension GallerySearch.Place {
  /// Where its pictures lie in the gallery's folder; empty for the folder itself.
  package var folder: String {
    switch self {
    case .kept: ""
    case .runs: ".runs"
    case .trash: ".trash"
    }
  }

  /// As the index has it.
  var number: Int {
    switch self {
    case .kept: 0
    case .runs: 1
    case .trash: 2
    }
  }
}
