package import Files
import GRDB
import Synchronization

/// What is known of all pictures, in a database beside them that can be made again from their files.
///
/// It is opened when it is first asked for. A damaged one is set aside and begun anew, and where none can
/// lie on the disk, it lies in memory; `notice` says so.
package final class GalleryIndex: Sendable {
  private let root: Path
  private let store = Mutex<Store?>(nil)

  package init(root: Path) { self.root = root }

  private struct Store {
    let database: any DatabaseWriter
    /// Of the file, which may be gone or another one by the next time; nil in memory.
    let identity: FileIdentity?
    let notice: String?
  }

  /// The index was begun anew, and what was to be done must be done again once it follows the files.
  struct Replaced: Error {}

  private var folder: Path { root / ".index" }
  private var path: Path { folder / "index.sqlite" }

  /// What keeps the index from being as it should, in one line.
  package var notice: String? { store.withLock { $0?.notice } }

  /// - Throws: `Replaced`, `CancellationError`, and what `body` throws.
  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try attempt { database in try database.read(body) }
  }

  /// In one transaction.
  func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try attempt { database in try database.write(body) }
  }

  private func attempt<Result>(_ body: (any DatabaseWriter) throws -> Result) throws -> Result {
    let database = store.withLock { store in
      let opened = store ?? open()
      store = opened
      return opened.database
    }
    do {
      return try body(database)
    } catch let error as DatabaseError where error.resultCode != .SQLITE_ERROR {
      replace(database, after: error)
      throw Replaced()
    }
  }

  /// Opens the index again where its file is gone or another one, and where it could not lie before.
  func followFile() {
    store.withLock { store in
      guard let current = store else { return }
      let isOwn = current.identity != nil && current.identity == FileIdentity(path)
      let waited = current.identity == nil && current.notice == nil && Folder.exists(root)
      if (current.identity != nil && !isOwn) || waited { store = nil }
    }
  }

  /// Begins the index anew.
  func clear() throws {
    do {
      try write { db in try IndexSchema.clear(db) }
    } catch is Replaced {
      // What took its place is empty.
    }
  }

  private func lock() throws -> Path {
    try Folder.makeAll(folder)
    return folder / "index.lock"
  }

  // MARK: - Opening

  private func open() -> Store {
    // Looking at a gallery that is not there does not make one.
    guard Folder.exists(root) else { return inMemory(nil) }
    do {
      // Two programs must not make it at once.
      return try FileLock.hold(lock()) { try openFile() }
    } catch let error as NewerIndex {
      return inMemory(error.description)
    } catch {
      return inMemory("the index \(path) cannot be used: \(Self.reason(error))")
    }
  }

  private func openFile() throws -> Store {
    if Path.hasForeignBytes(path.text) {
      throw ReadError.unreadable(path: path, reason: "the name of its folder is not UTF-8")
    }
    for isSecondTry in [false, true] {
      do {
        let pool = try DatabasePool(path: path.text, configuration: Self.configuration)
        // One that is as it should be can be looked at also while another program writes.
        if try !pool.read(IndexSchema.isCurrent) {
          try pool.write { db in try IndexSchema.prepare(db) }
        }
        return Store(
          database: pool, identity: FileIdentity(path),
          notice: isSecondTry ? "the index was damaged; it was begun anew" : nil)
      } catch let error as DatabaseError where error.isDamage && !isSecondTry {
        try setAside()
      }
    }
    preconditionFailure("the second try returns or throws")
  }

  private func inMemory(_ problem: String?) -> Store {
    do {
      let queue = try DatabaseQueue(configuration: Self.configuration)
      try queue.write { db in try IndexSchema.prepare(db) }
      let notice = problem.map { "\($0); it is kept in memory until the program ends" }
      return Store(database: queue, identity: nil, notice: notice)
    } catch {
      preconditionFailure("a database in memory needs nothing: \(error)")
    }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.maximumReaderCount = 3
    configuration.prepareDatabase { db in
      // What is lost in a power cut is read again from the files.
      try db.execute(sql: "PRAGMA synchronous = NORMAL")
      try db.execute(sql: "PRAGMA cache_size = -500")
    }
    return configuration
  }

  // MARK: - Damage

  private func replace(_ database: any DatabaseWriter, after error: DatabaseError) {
    store.withLock { store in
      // Another thread may have done it.
      guard let current = store, current.database === database else { return }
      guard error.isDamage, current.identity != nil else {
        store = inMemory("the index \(path) cannot be used: \(Self.reason(error))")
        return
      }
      do {
        store = try FileLock.hold(lock()) {
          // Another program may have done it.
          if current.identity == FileIdentity(path) { try setAside() }
          let opened = try openFile()
          return Store(
            database: opened.database, identity: opened.identity,
            notice: "the index was damaged; it was begun anew")
        }
      } catch {
        store = inMemory("the index \(path) cannot be used: \(Self.reason(error))")
      }
    }
  }

  /// Gives the file another name, under which one may look into it; the one before it makes way.
  private func setAside() throws {
    for ending in ["", "-wal", "-shm"] {
      let file = path.appending(ending)
      guard FileStamp(file) != nil else { continue }
      try Folder.rename(file, to: path.appending(".damaged" + ending))
    }
  }

  private static func reason(_ error: any Error) -> String {
    guard let error = error as? DatabaseError else { return "\(error)" }
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return "another program holds it, or its file system has no locks"
    case .SQLITE_FULL: return "the disk is full"
    case .SQLITE_READONLY, .SQLITE_PERM: return "it cannot be written to"
    case .SQLITE_CANTOPEN: return "it cannot be opened"
    case .SQLITE_IOERR, .SQLITE_PROTOCOL, .SQLITE_NOLFS:
      return "the file system does not take it (\(error.message ?? "no reason given"))"
    default: return error.message ?? "SQLite reports \(error.resultCode.rawValue)"
    }
  }
}

extension DatabaseError {
  /// Whether the file is not, or no longer, what SQLite wrote.
  fileprivate var isDamage: Bool {
    [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(resultCode)
  }
}
