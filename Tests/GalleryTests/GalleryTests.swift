import Files
import Foundation
import Gallery
import Glibc
import Render
import TestSupport
import Testing

@Suite struct GalleryTests {
  private let folder: TemporaryFolder
  private let gallery: Gallery
  private let picture = Bitmap(width: 3, height: 2, filledWith: RGB(hex: 0xCC3344))
  private let date = Date(timeIntervalSince1970: 1_785_594_330.25)

  init() throws {
    folder = try TemporaryFolder()
    gallery = Gallery(root: folder.path / "data/gallery", timeZone: .gmt)
  }

  @Test("a kept picture lies under its year and month, named by date and words")
  func kept() throws {
    let texts = [PNGText(keyword: "parameters", text: "a red ball 🔴\nSeed: 7")]
    let entry = try gallery.keep(
      picture, texts: texts, name: "7 A red/ball, on  ../grass!", date: date)
    #expect(
      entry.path == gallery.root / "2026/08/20260801-142530-7-a-red-ball-on-grass.png")
    #expect(entry.date == date)
    let kept = try entry.texts.get().texts
    #expect(kept.map(\.keyword) == ["parameters", "Creation Time"])
    #expect(kept.map(\.text) == ["a red ball 🔴\nSeed: 7", "2026-08-01T14:25:30.250Z"])
    #expect(try gallery.entries() == [entry])
    let read = try PNGReader.read(entry.path)
    #expect(read.bitmap == picture && read.texts == kept)
  }

  @Test("equal names get numbers and nothing is replaced")
  func collisions() throws {
    let paths = try (0..<3).map { _ in
      try gallery.keep(picture, texts: [], name: "same", date: date).path
    }
    #expect(
      paths.map { $0.text.suffix(11) } == ["30-same.png", "-same-2.png", "-same-3.png"])
    #expect(try gallery.entries().count == 3)
  }

  @Test(
    "any name becomes a harmless file name",
    arguments: [
      ("", "20260801-142530.png"), ("../../..", "20260801-142530.png"),
      (".hidden", "20260801-142530-hidden.png"),
      ("Würstchen 日本", "20260801-142530-würstchen-日本.png"),
      ("a\u{1B}]0;evil\u{07}\nb\0c", "20260801-142530-a-0-evil-b-c.png"),
      (String(repeating: "ab ", count: 200), nil), (String(repeating: "é", count: 300), nil),
    ] as [(String, String?)])
  func names(name: String, expected: String?) throws {
    let path = try gallery.keep(picture, texts: [], name: name, date: date).path
    let file = path.name
    #expect(path.text.hasPrefix((gallery.root / "2026/08/20260801-142530").text))
    #expect(file.utf8.count <= 120)
    if let expected { #expect(file == expected) }
    #expect(try gallery.entries().map(\.path) == [path])
  }

  @Test("entries come newest first, whatever order they were kept in")
  func order() throws {
    for minutes in [5, -90_000, 0, 70_000, 5] {
      _ = try gallery.keep(
        picture, texts: [], name: "\(minutes)", date: date.addingTimeInterval(Double(60 * minutes)))
    }
    let dates = try gallery.entries().map(\.date)
    #expect(dates == dates.sorted(by: >))
    #expect(dates.count == 5)
    #expect(
      try gallery.entries().map { $0.path.text.dropFirst(gallery.root.text.count).prefix(8) } == [
        "/2026/09", "/2026/08", "/2026/08", "/2026/08", "/2026/05",
      ])
  }

  @Test("a missing gallery is empty")
  func missing() throws {
    #expect(try gallery.entries().isEmpty)
    #expect(!FileManager.default.fileExists(atPath: gallery.root.text))
  }

  @Test("damaged pictures stand among the others with what is wrong, other files are ignored")
  func damaged() throws {
    let good = try gallery.keep(picture, texts: [], name: "good", date: date)
    let month = gallery.root / "2026/08"
    let whole = try #require(FileManager.default.contents(atPath: good.path.text))
    try whole.prefix(60).write(to: URL(fileURLWithPath: (month / "cut.png").text))
    try Data().write(to: URL(fileURLWithPath: (month / "empty.PNG").text))
    try whole.write(to: URL(fileURLWithPath: (month / ".wurst-abc.tmp").text))
    try whole.write(to: URL(fileURLWithPath: (month / ".hidden.png").text))
    try Data("notes".utf8).write(to: URL(fileURLWithPath: (month / "notes.txt").text))
    try FileManager.default.createDirectory(
      atPath: (month / "folder.png").text, withIntermediateDirectories: false)
    try FileManager.default.setAttributes(
      [.modificationDate: date.addingTimeInterval(60)], ofItemAtPath: (month / "cut.png").text)
    try FileManager.default.setAttributes(
      [.modificationDate: date.addingTimeInterval(-60)], ofItemAtPath: (month / "empty.PNG").text)
    let entries = try gallery.entries()
    #expect(entries.map(\.path) == [month / "cut.png", good.path, month / "empty.PNG"])
    #expect(entries[1] == good)
    for entry in [entries[0], entries[2]] {
      let error = try #require(throws: PNGError.self) { try entry.texts.get() }
      guard case .damaged(entry.path, _) = error else {
        Issue.record("\(error)")
        continue
      }
    }
  }

  @Test("links to files and folders are not followed, and named")
  func links() throws {
    let good = try gallery.keep(picture, texts: [], name: "good", date: date)
    let outside = Gallery(root: folder.path / "outside", timeZone: .gmt)
    let other = try outside.keep(picture, texts: [], name: "other", date: date)
    let manager = FileManager.default
    try manager.createSymbolicLink(
      atPath: (gallery.root / "2026/08/link.png").text, withDestinationPath: other.path.text)
    try manager.createSymbolicLink(
      atPath: (gallery.root / "2025").text, withDestinationPath: (outside.root / "2026").text)
    try manager.createSymbolicLink(
      atPath: (gallery.root / "loop").text, withDestinationPath: gallery.root.text)
    try manager.createSymbolicLink(
      atPath: (gallery.root / "notes.txt").text, withDestinationPath: "/nowhere")
    #expect(try gallery.entries() == [good])
    #expect(try gallery.others().map(\.name).sorted() == ["2025", "link.png", "loop"])
  }

  @Test("a picture from elsewhere counts from the time of its file")
  func foreign() throws {
    let path = gallery.root / "2026/08/foreign.png"
    _ = try gallery.keep(picture, texts: [], name: "good", date: date)
    try PNGWriter.write(picture, texts: [], to: path)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)], ofItemAtPath: path.text)
    let last = try #require(try gallery.entries().last)
    #expect(last.path == path && last.date == Date(timeIntervalSince1970: 1_000_000_000))
  }

  @Test("a place that takes no folders is unwritable")
  func unwritable() throws {
    try Data("file".utf8).write(to: URL(fileURLWithPath: (folder.path / "data").text))
    #expect(
      throws: WriteError.unwritable(path: gallery.root, reason: "Not a directory")
    ) {
      try gallery.keep(picture, texts: [], name: "a", date: date)
    }
    #expect(
      throws: GalleryError.unreadable(path: gallery.root, reason: "Not a directory")
    ) { try gallery.entries() }
  }

  @Test("a full disk is told apart and leaves no file", .enabled(if: TemporaryFolder.canMount))
  func full() throws {
    try folder.mount(options: "size=64k")
    // Bytes that do not compress.
    let noise = (0..<3 * 256 * 256).map { (index: Int) -> UInt8 in
      UInt8(truncatingIfNeeded: (index &* 0x9E37_79B1 &* (index >> 3)) >> 12)
    }
    let large = Bitmap(width: 256, height: 256, rgb: noise)
    let path = gallery.root / "2026/08/20260801-142530-a.png"
    #expect(
      throws: WriteError.storage(path: path, reason: "No space left on device")
    ) { try gallery.keep(large, texts: [], name: "a", date: date) }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: (gallery.root / "2026/08").text) == [])
    _ = try gallery.keep(picture, texts: [], name: "a", date: date)
    #expect(try gallery.entries().count == 1)
  }
}
