import Engine
import Files
import Foundation
import Gallery
import Glibc
import Render
import TestSupport
import Testing

@Suite("The trash and recorded runs")
struct MovingTests {
  private let folder: TemporaryFolder
  private let gallery: Gallery
  private let bitmap = Bitmap(width: 3, height: 2, filledWith: RGB(hex: 0xCC3344))
  private let date = Date(timeIntervalSince1970: 1_785_594_330.25)

  init() throws {
    folder = try TemporaryFolder()
    var settings = GallerySettings()
    settings.runs = 5
    gallery = Gallery(root: folder.path / "gallery", settings: settings, timeZone: .gmt)
  }

  private func keep(_ name: String) throws -> Path {
    try gallery.keep(bitmap, texts: [], name: name, date: date).path
  }

  private func record(_ name: String, at date: Date? = nil) throws -> Path {
    try gallery.record(bitmap, texts: [], trace: nil, name: name, date: date ?? self.date)
  }

  /// All files below the gallery, but for the lock.
  private var files: Set<String> {
    get throws {
      let all = try #require(FileManager.default.enumerator(atPath: gallery.root.text))
      return Set(
        all.compactMap { $0 as? String }.filter {
          !Folder.exists(gallery.root / $0) && $0 != ".lock"
        })
    }
  }

  @Test("what is thrown away can be had back from where it was, and the other way round")
  func trash() throws {
    let paths = [try keep("a"), try keep("b")]
    let before = try files
    let deed = try gallery.discard(paths, date: date)
    #expect(deed.words == "2 pictures to the trash")
    #expect(try gallery.entries().isEmpty)
    let trashed = try gallery.trashed()
    #expect(Set(trashed.map(\.origin)) == Set(paths))
    #expect(trashed.allSatisfy { $0.date == Date(timeIntervalSince1970: 1_785_594_330) })
    let back = try gallery.restore(trashed.map(\.path))
    #expect(back.words == "2 pictures out of the trash")
    #expect(try files == before)
    try gallery.undo(back)
    #expect(Set(try gallery.trashed().map(\.path)) == Set(trashed.map(\.path)))
    try gallery.undo(deed)
    #expect(try files == before)
    // Nothing stays behind of the folders in it.
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: (gallery.root / ".trash").text) == [])
  }

  @Test("where a name is taken meanwhile, a free one is used and nothing is replaced")
  func taken() throws {
    let path = try keep("a")
    _ = try gallery.discard([path], date: date)
    #expect(try keep("a") == path)
    _ = try gallery.discard([path], date: date)
    #expect(try gallery.trashed().count == 2)
    #expect(try keep("a") == path)
    _ = try gallery.restore(gallery.trashed().map(\.path))
    #expect(try gallery.entries().count == 3)
    #expect(try gallery.trashed().isEmpty)
  }

  @Test("several are moved all or none")
  func all() throws {
    let path = try keep("a")
    let before = try files
    #expect(throws: GalleryError.missing(path: gallery.root / "none.png")) {
      try gallery.discard([path, gallery.root / "none.png"], date: date)
    }
    #expect(try files == before)
    let outside = folder.path / "a.png"
    #expect(throws: GalleryError.missing(path: outside)) { try gallery.discard([outside]) }
    try PNGWriter.write(bitmap, texts: [], to: outside)
    #expect(throws: GalleryError.elsewhere(path: outside, root: gallery.root)) {
      try gallery.discard([outside])
    }
    #expect(throws: GalleryError.notAside(path: path)) { try gallery.restore([path]) }
  }

  @Test("the trash is emptied by hand, or after its days; a clock that jumps back empties nothing")
  func emptied() throws {
    for (name, days) in [("old", -31.0), ("new", -29), ("future", 400)] {
      _ = try gallery.discard([try keep(name)], date: date.addingTimeInterval(86_400 * days))
    }
    #expect(try gallery.tidyTrash(date: date.addingTimeInterval(-86_400 * 9_000)) == 0)
    #expect(try gallery.tidyTrash(date: date) == 1)
    #expect(try gallery.trashed().count == 2)
    #expect(try gallery.emptyTrash() == 2)
    #expect(try files.isEmpty)
    #expect(try gallery.emptyTrash() == 0)
    var settings = GallerySettings()
    settings.trashDays = nil
    let other = Gallery(root: gallery.root, settings: settings, timeZone: .gmt)
    _ = try other.discard([try keep("a")], date: .distantPast)
    #expect(try other.tidyTrash() == 0)
  }

  @Test("a link goes to the trash itself, not what it leads to, and is deleted there alone")
  func links() throws {
    let outside = folder.path / "a.png"
    try PNGWriter.write(bitmap, texts: [], to: outside)
    try Folder.makeAll(gallery.root)
    let link = gallery.root / "link.png"
    try FileManager.default.createSymbolicLink(
      atPath: link.text, withDestinationPath: outside.text)
    _ = try gallery.discard([link])
    #expect(!link.isLink)
    #expect(try gallery.emptyTrash() == 1)
    #expect(try PNGReader.read(outside).bitmap == bitmap)
  }

  @Test("names of raw bytes are thrown away and come back")
  func bytes() throws {
    try Folder.makeAll(gallery.root)
    let path = gallery.root / Path(bytes: [0x61, 0xFF, 0x62] + Array(".png".utf8))
    try PNGWriter.write(bitmap, texts: [], to: path)
    let deed = try gallery.discard([path])
    #expect(try gallery.trashed().map(\.origin) == [path])
    try gallery.undo(deed)
    #expect(path.exists)
  }

  @Test("the newest runs stay, also where the clock jumps back")
  func runs() throws {
    for number in 0..<4 {
      _ = try record("\(number)", at: date.addingTimeInterval(1e9))
    }
    for number in 4..<8 { _ = try record("\(number)") }
    let runs = try gallery.runs()
    #expect(runs.count == 5)
    #expect(runs.first?.name == "00000008-20260801-142530-7.png")
    #expect(runs.map { $0.stem.suffix(1) } == ["7", "6", "5", "4", "3"])
    #expect(try gallery.entries().isEmpty)
  }

  @Test("a run that is kept is the file that was recorded, under the day it was drawn")
  func keeping() throws {
    let latent = Latent(channels: 1, height: 1, width: 1, values: [0.5])
    let trace = PictureTrace(latent: latent, tokens: nil, seconds: [1, 2, 3, 4])
    let run = try gallery.record(
      bitmap, texts: [PNGText(keyword: "a", text: "b")], trace: trace, name: "7 ball", date: date)
    let stamp = FileStamp(run)
    let deed = try gallery.restore([run])
    #expect(deed.words == "1 picture kept")
    let kept = gallery.root / "2026/08/20260801-142530-7-ball.png"
    #expect(try gallery.entries().map(\.path) == [kept])
    #expect(FileStamp(kept) == stamp)
    #expect(try TraceChunk.read(kept) == trace)
    try gallery.undo(deed)
    #expect(try gallery.runs() == [run])
    #expect(try gallery.entries().isEmpty)
  }

  @Test("a run that is thrown away comes back among the runs")
  func trashedRun() throws {
    let run = try record("a")
    _ = try gallery.discard([run], date: date)
    #expect(try gallery.runs().isEmpty)
    let trashed = try gallery.trashed()
    #expect(trashed.map(\.origin) == [run])
    _ = try gallery.restore(trashed.map(\.path))
    #expect(try gallery.runs() == [run])
  }

  @Test("programs that record at the same time lose no run, and number them one after the other")
  func together() throws {
    var settings = GallerySettings()
    settings.runs = 100
    let gallery = Gallery(root: gallery.root, settings: settings, timeZone: .gmt)
    let (bitmap, date) = (bitmap, date)
    DispatchQueue.concurrentPerform(iterations: 24) { number in
      _ = try? gallery.record(bitmap, texts: [], trace: nil, name: "\(number)", date: date)
    }
    let numbers = try gallery.runs().compactMap { Int($0.name.prefix(8)) }
    #expect(numbers == Array((1...24).reversed()))
    for path in try gallery.runs() { #expect(try PNGReader.read(path).bitmap == bitmap) }
  }

  @Test("files that are no runs are left alone")
  func strangers() throws {
    let run = try record("a")
    let stranger = run.folder / "notes.txt"
    try AtomicFile.write([1], to: stranger)
    for number in 0..<8 { _ = try record("\(number)") }
    #expect(stranger.exists)
    #expect(try gallery.runs().count == 5)
  }

  @Test("traces are left out where the settings say so")
  func noTrace() throws {
    var settings = GallerySettings()
    settings.keepsTraces = false
    let gallery = Gallery(root: gallery.root, settings: settings, timeZone: .gmt)
    let latent = Latent(channels: 1, height: 1, width: 1, values: [0.5])
    let trace = PictureTrace(latent: latent, tokens: nil)
    let path = try gallery.record(bitmap, texts: [], trace: trace, name: "a", date: date)
    #expect(try TraceChunk.read(path) == nil)
    let kept = try gallery.keep(bitmap, texts: [], trace: trace, name: "a", date: date)
    #expect(try TraceChunk.read(kept.path) == nil)
  }

  @Test("a full disk is said, and what is there stays", .enabled(if: TemporaryFolder.canMount))
  func full() throws {
    try folder.mount(options: "size=64k")
    let run = try record("a")
    let noise = (0..<3 * 256 * 256).map { (index: Int) -> UInt8 in
      UInt8(truncatingIfNeeded: (index &* 0x9E37_79B1 &* (index >> 3)) >> 12)
    }
    let large = Bitmap(width: 256, height: 256, rgb: noise)
    #expect(throws: WriteError.self) {
      try gallery.record(large, texts: [], trace: nil, name: "b", date: date)
    }
    #expect(try gallery.runs() == [run])
  }
}
