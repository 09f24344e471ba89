import Files
import Foundation
import GRDB
import Gallery
import Recipes
import TestSupport
import Testing

@Suite("A gallery works whatever becomes of its index")
struct IndexDamageTests {
  private let test: TestGallery
  private var index: Path { test.gallery.root / ".index/index.sqlite" }

  init() throws {
    test = try TestGallery()
    for number in 0..<40 { try test.keep("picture \(number)", minutes: Double(number)) }
    try test.refresh()
  }

  private func checkWorks(_ catalogue: GalleryCatalogue) throws {
    _ = try test.refresh(catalogue)
    #expect(try catalogue.list(GallerySearch()).ids.count == 40)
    #expect(try catalogue.list(GallerySearch(text: "picture 7")).ids.count == 1)
  }

  private func bytes(_ path: Path) throws -> [UInt8] {
    try PlainFile.contents(path, atMost: 64 << 20)
  }

  @Test("one that is no database is set aside and made anew, at any place of the damage")
  func damaged() throws {
    let database = try DatabaseQueue(path: index.text)
    try database.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
    let whole = try bytes(index)
    try #require(whole.count > 50_000)
    for (number, damage) in [
      Array(String(repeating: "no database, but a long text. ", count: 100).utf8),
      Array(whole.prefix(whole.count / 3)),
      Array(whole.prefix(100)) + [UInt8](repeating: 0xA5, count: whole.count - 100),
      Array(whole.prefix(4096)) + [UInt8](repeating: 0, count: whole.count - 4096),
    ].enumerated() {
      try AtomicFile.write(damage, to: index)
      // From which SQLite would mend it.
      for ending in ["-wal", "-shm"] { try? Folder.remove(file: index.appending(ending)) }
      let catalogue = test.another()
      try checkWorks(catalogue)
      #expect(catalogue.notice == "the index was damaged; it was begun anew", "\(number)")
      #expect(try bytes(index.appending(".damaged")) == damage)
      #expect(test.another().notice == nil)
      try checkWorks(test.another())
    }
  }

  @Test("one that is damaged while it is open is made anew, and other programs find the new one")
  func damagedWhileOpen() throws {
    let other = test.another()
    try checkWorks(other)
    // In place, as a failing disk would.
    let handle = try FileHandle(forWritingTo: URL(filePath: index.text))
    let size = try handle.seekToEnd()
    try handle.seek(toOffset: 0)
    try handle.write(contentsOf: Data(repeating: 0x5A, count: Int(size)))
    try handle.close()
    for ending in ["-wal", "-shm"] {
      try? Folder.remove(file: index.appending(ending))
    }
    try test.keep("picture 7 again")
    try Folder.remove(file: try #require(test.catalogue.gallery.entries().first).path)
    for catalogue in [test.another(), other, test.catalogue] { try checkWorksAfter(catalogue) }
  }

  private func checkWorksAfter(_ catalogue: GalleryCatalogue) throws {
    _ = try test.refresh(catalogue)
    #expect(try catalogue.list(GallerySearch()).ids.count == 40)
    #expect(try catalogue.list(GallerySearch(text: "picture 7")).ids.count == 2)
  }

  @Test("one that is deleted while it is open is made anew")
  func deleted() throws {
    try FileManager.default.removeItem(atPath: index.folder.text)
    try checkWorks(test.catalogue)
    #expect(index.exists && test.catalogue.notice == nil)
  }

  @Test("that of a newer program is left as it is, and there is one in memory")
  func newer() throws {
    try sqlite("PRAGMA user_version = 9")
    let before = try bytes(index)
    let catalogue = test.another()
    try checkWorks(catalogue)
    #expect(
      catalogue.notice
        == "the index has version 9, which a newer wurst made; it is kept in memory until the program ends"
    )
    #expect(try bytes(index) == before)
  }

  @Test("that of an older program is made anew without a word")
  func older() throws {
    try sqlite("PRAGMA user_version = 0; DROP TABLE words; CREATE TABLE old (id)")
    let catalogue = test.another()
    try checkWorks(catalogue)
    #expect(catalogue.notice == nil)
  }

  @Test("a database of something else is set aside")
  func foreign() throws {
    try sqlite("PRAGMA application_id = 1")
    let catalogue = test.another()
    try checkWorks(catalogue)
    #expect(catalogue.notice == "the index was damaged; it was begun anew")
  }

  @Test("one without a table is made anew")
  func lacksTable() throws {
    try sqlite("DROP TABLE content")
    let catalogue = test.another()
    try checkWorks(catalogue)
  }

  @Test("one that another program holds is looked at, and what is new is known in memory")
  func locked() throws {
    let holder = try DatabaseQueue(path: index.text)
    let catalogue = test.another()
    try holder.writeWithoutTransaction { db in
      try db.execute(sql: "BEGIN EXCLUSIVE")
      defer { try? db.execute(sql: "ROLLBACK") }
      #expect(try catalogue.list(GallerySearch()).ids.count == 40)
      try test.keep("a new one")
      try test.refresh(catalogue)
    }
    #expect(try catalogue.list(GallerySearch(text: "new")).ids.count == 1)
    #expect(try catalogue.list(GallerySearch()).ids.count == 41)
    #expect(
      catalogue.notice
        == "the index \(index) cannot be used: another program holds it, or its file system has no locks; it is kept in memory until the program ends"
    )
  }

  @Test("a place that takes no files leaves the index in memory")
  func unwritable() throws {
    try FileManager.default.removeItem(atPath: index.folder.text)
    try Data("a file where the folder should be".utf8)
      .write(to: URL(filePath: index.folder.text))
    let catalogue = test.another()
    try checkWorks(catalogue)
    #expect(catalogue.notice?.hasSuffix("it is kept in memory until the program ends") == true)
  }

  @Test(
    "a full disk leaves the index in memory, and a read-only one too",
    .enabled(if: TemporaryFolder.canMount))
  func disks() throws {
    let test = try TestGallery()
    try test.keep("one")
    let picture = try #require(Folder.entries(test.gallery.root / "2026/08").first)
    let bytes = try PlainFile.contents(picture.path, atMost: 1 << 20)
    for isReadOnly in [false, true] {
      let disk = try TemporaryFolder()
      try disk.mount(options: "size=24k", readOnly: isReadOnly)
      if !isReadOnly { try AtomicFile.write(bytes, to: disk.path / "one.png") }
      let catalogue = GalleryCatalogue(
        Gallery(root: disk.path), thumbnails: disk.path / "thumbnails", timeZone: .gmt)
      try test.refresh(catalogue)
      #expect(try catalogue.list(GallerySearch()).ids.count == (isReadOnly ? 0 : 1))
      let notice = try #require(catalogue.notice)
      #expect(notice.hasSuffix("it is kept in memory until the program ends"))
      #expect(notice.contains(isReadOnly ? "Read-only" : "does not take it"))
    }
  }

  @Test("a gallery that vanishes is empty, and is there again when it comes back")
  func vanished() throws {
    let aside = test.folder.path / "aside"
    try Folder.rename(test.gallery.root, to: aside)
    try test.refresh()
    #expect(try test.found().isEmpty)
    try Folder.rename(aside, to: test.gallery.root)
    try checkWorks(test.catalogue)
  }

  private func sqlite(_ statements: String) throws {
    let database = try DatabaseQueue(path: index.text)
    try database.write { db in try db.execute(sql: statements) }
    try database.close()
  }
}
