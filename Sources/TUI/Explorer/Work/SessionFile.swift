import Files
import Foundation

/// Where the session of this program is kept: in `$XDG_STATE_HOME/wurst/sessions`, which programs
/// that run at the same time share, each with a file of its own.
package final class SessionFile: Sendable {
  /// What the last program has left there; nil where there is nothing, or it is not wanted.
  package let session: Session?
  /// What is wrong with it, as a sentence.
  package let problem: String?
  private let path: Path
  private let lock: HeldLock

  private static let largest = 8 << 20

  /// Takes the newest session that no other program has, or begins another one.
  ///
  /// - Parameter isFresh: whether what is there is not read.
  /// - Returns: nil where nothing can be kept.
  package init?(environment: [String: String], isFresh: Bool) {
    let user = UserFolders(environment: environment)
    let folder = user.state / "sessions"
    guard (try? Folder.makeAll(folder)) != nil else { return nil }
    guard let (number, lock) = Self.take(in: folder) else { return nil }
    self.lock = lock
    path = folder / "\(number).json"
    guard !isFresh else {
      (session, problem) = (nil, nil)
      return
    }
    do {
      session = try Self.read(path)
      problem = nil
    } catch {
      session = nil
      problem = Self.problem(error, with: path, home: user.home)
    }
  }

  private static func take(in folder: Path) -> (Int, HeldLock)? {
    let entries = (try? Folder.entries(folder)) ?? []
    let found = entries.compactMap { entry -> (number: Int, modified: Int64)? in
      guard entry.path.ending == "json", let number = Int(entry.name.dropLast(5)), number > 0,
        number < Int32.max
      else { return nil }
      return (number, FileStamp(entry.path)?.modified ?? 0)
    }
    let newest = found.sorted { ($1.modified, $1.number) < ($0.modified, $0.number) }.map(\.number)
    let last = newest.max() ?? 0
    for number in newest + Array(last + 1...last + 100) {
      if let lock = HeldLock(folder / "\(number).lock") { return (number, lock) }
    }
    return nil
  }

  /// Nil where there is none.
  private static func read(_ path: Path) throws -> Session? {
    let file: PlainFile
    do {
      file = try PlainFile(path)
    } catch .missing {
      return nil
    }
    guard file.count <= largest else {
      throw Failure("it has \(file.count) bytes", .damaged)
    }
    let data = Data(try file.read(at: 0, count: file.count))
    struct Header: Decodable { let version: Int }
    let version = try JSONDecoder().decode(Header.self, from: data).version
    guard version == Session.version else {
      throw Failure("it is of another version of wurst", .damaged)
    }
    let session = try JSONDecoder().decode(Session.self, from: data)
    if let problem = session.problem { throw Failure(problem, .damaged) }
    return session
  }

  /// Puts a file aside that cannot be read, and says so.
  private static func problem(_ error: any Error, with path: Path, home: Path) -> String {
    let reason =
      switch error {
      case is DecodingError: "it is damaged"
      case let failure as Failure: failure.message
      default: "\(error)".replacing(path.description, with: "it")
      }
    for number in 1...1000 {
      let aside = Path(path.text + ".unread-\(number)")
      if (try? FileMove.move(path, to: aside)) != nil {
        return "The last session does not come back: \(reason); it stays as "
          + "\(aside.abbreviated(home))"
      }
    }
    return "The last session does not come back: \(reason)"
  }

  /// - Throws: `WriteError`.
  package func save(_ session: Session) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try AtomicFile.write(Array(try encoder.encode(session)), to: path)
  }
}
