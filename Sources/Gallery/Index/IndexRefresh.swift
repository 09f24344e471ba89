import Dispatch
import Files
import Foundation
import GRDB
import Synchronization

/// Makes the index follow the files.
struct IndexRefresh {
  let index: GalleryIndex
  let walk: GalleryWalk
  let cancellation: Cancellation

  /// Files that are read before what they say is written down.
  private static let batch = 512

  private struct Changes {
    /// By their places in the walk.
    var toRead: [Int] = []
    var moved: [(place: Int, id: Int64)] = []
    var gone: [Int64] = []

    var isEmpty: Bool { toRead.isEmpty && moved.isEmpty && gone.isEmpty }
  }

  /// What was written stays when it is cancelled, and is not read again.
  ///
  /// - Returns: whether anything has changed.
  func run(report: (_ read: Int, _ of: Int) -> Void) throws -> Bool {
    let changes = try changes()
    if changes.isEmpty { return false }
    try index.write { db in
      let writer = IndexWriter(db: db)
      for id in changes.gone { try writer.forget(id) }
      for (place, id) in changes.moved { try writer.move(id, to: walk.found[place]) }
    }
    var done = 0
    report(0, changes.toRead.count)
    while done < changes.toRead.count {
      let batch = changes.toRead[done..<min(done + Self.batch, changes.toRead.count)]
      let facts = try read(batch.map { walk.found[$0] })
      try index.write { db in
        let writer = IndexWriter(db: db)
        for (place, facts) in zip(batch, facts) {
          if let facts { try writer.write(walk.found[place], facts) }
        }
      }
      done += batch.count
      report(done, changes.toRead.count)
    }
    return true
  }

  /// Compares what was found with what is known, both in the order of their paths.
  private func changes() throws -> Changes {
    var changes = Changes()
    // Several names may have been those of one file.
    var gone: [FileStamp: [Int64]] = [:]
    var fresh: [Int] = []
    try index.read { db in
      var place = 0
      try eachKnown(db) { row in
        let path = Path(bytes: row[1] as Data)
        while place < walk.found.count, walk.found[place].path < path {
          fresh.append(place)
          place += 1
        }
        let stamp = FileStamp(device: row[5], number: row[6], bytes: row[7], modified: row[8])
        guard place < walk.found.count, walk.found[place].path == path else {
          if !walk.isHidden(path, isReadOnly: row[4]) { gone[stamp, default: []].append(row[0]) }
          return
        }
        let found = walk.found[place]
        let isSame =
          found.stamp == stamp && found.place.number == row[2] && found.kind.rawValue == row[3]
          && found.isReadOnly == row[4]
        if !isSame { changes.toRead.append(place) }
        place += 1
      }
      fresh += place..<walk.found.count
    }
    for place in fresh {
      if let id = gone[walk.found[place].stamp]?.popLast() {
        changes.moved.append((place, id))
      } else {
        changes.toRead.append(place)
      }
    }
    changes.gone = gone.values.joined().sorted()
    // Folders are named by their months: what is new can be looked at first.
    changes.toRead.sort(by: >)
    return changes
  }

  /// Takes the rows of what was looked at in the order of their paths.
  private func eachKnown(_ db: Database, _ body: (Row) -> Void) throws {
    let columns = "id, path, place, kind, isReadOnly, device, number, bytes, modified"
    guard let only = walk.only else {
      let rows = try Row.fetchCursor(db, sql: "SELECT \(columns) FROM file ORDER BY path")
      while let row = try rows.next() { body(row) }
      return
    }
    let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM file WHERE path = ?")
    for path in only {
      let row = try Row.fetchOne(statement, arguments: [Data(path.bytes)])
      if let row { body(row) }
    }
  }

  /// What the files say, in their order; nil where one is not there any more.
  private func read(_ files: [GalleryWalk.Found]) throws -> [PictureFacts?] {
    let facts = Mutex([Int: PictureFacts]())
    DispatchQueue.concurrentPerform(iterations: files.count) { place in
      if cancellation.isRequested { return }
      guard let read = PictureFacts(reading: files[place]) else { return }
      facts.withLock { $0[place] = read }
    }
    try cancellation.check()
    return facts.withLock { facts in files.indices.map { facts[$0] } }
  }
}
