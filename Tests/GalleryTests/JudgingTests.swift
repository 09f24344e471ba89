import Files
import Foundation
import Gallery
import Glibc
import Render
import TestSupport
import Testing

@Suite("What is thought of pictures")
struct JudgingTests {
  private let folder: TemporaryFolder
  private let gallery: Gallery
  private let bitmap = Bitmap(width: 3, height: 2, filledWith: RGB(hex: 0xCC3344))
  private let date = Date(timeIntervalSince1970: 1_785_594_330.25)

  init() throws {
    folder = try TemporaryFolder()
    gallery = Gallery(root: folder.path / "gallery", timeZone: .gmt)
  }

  private func keep(_ name: String = "a") throws -> Path {
    try gallery.keep(
      bitmap, texts: [PNGText(keyword: "parameters", text: "a ball")], name: name, date: date
    ).path
  }

  private func bytes(_ path: Path) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path.text)))
  }

  @Test("it is written into the picture, of which all else stays, and can be undone to the byte")
  func roundTrip() throws {
    let path = try keep()
    let before = try bytes(path)
    let all = try [
      .rating(4), .favourite(true), .tags(adding: ["sea", "für Oma 🌊"], removing: []),
      .note("two\nlines and a \u{1B}[31m"),
    ].map { try gallery.judge([path], $0) }
    #expect(
      all.map(\.words) == [
        "4 stars for 1 picture", "1 picture a favourite", "+sea +für Oma 🌊 for 1 picture",
        "a note for 1 picture",
      ])
    let judgement = Judgement(
      isFavourite: true, rating: 4, tags: ["sea", "für Oma 🌊"],
      note: "two\nlines and a \u{1B}[31m")
    #expect(try gallery.judgement(of: path) == judgement)
    let read = try PNGReader.read(path)
    #expect(read.bitmap == bitmap && read.image.notices.isEmpty)
    #expect(read.texts.map(\.keyword) == [Judgement.keyword, "parameters", "Creation Time"])
    for deed in all.reversed() { try gallery.undo(deed) }
    #expect(try bytes(path) == before)
    #expect(try gallery.entries().map(\.path) == [path])
  }

  @Test("tags are given once, and taken away")
  func tags() throws {
    let path = try keep()
    _ = try gallery.judge([path], .tags(adding: ["a", "b", "a"], removing: []))
    _ = try gallery.judge([path], .tags(adding: ["b", "c"], removing: ["a", "none"]))
    #expect(try gallery.judgement(of: path).tags == ["b", "c"])
  }

  @Test("undoing leaves what was changed since then")
  func undo() throws {
    let path = try keep()
    _ = try gallery.judge([path], .tags(adding: ["old"], removing: []))
    let rating = try gallery.judge([path], .rating(2))
    let tags = try gallery.judge([path], .tags(adding: ["new"], removing: ["old"]))
    _ = try gallery.judge([path], .tags(adding: ["later"], removing: []))
    _ = try gallery.judge([path], .rating(5))
    try gallery.undo(tags)
    try gallery.undo(rating)
    #expect(try gallery.judgement(of: path) == Judgement(rating: 5, tags: ["later", "old"]))
  }

  @Test("permissions, other chunks and what lies behind the picture stay, byte by byte")
  func foreign() throws {
    var png = HandmadePNG(width: 1, height: 1, depth: 8, colourType: 2)
    png.chunk("gAMA", HandmadePNG.number(45455))
    png.chunk("tEXt", Array("parameters\0a ball".utf8))
    png.chunk("zzZz", [1, 2, 3])
    png.chunk("IDAT", HandmadePNG.deflated([0, 1, 2, 3]))
    png.chunk("iTXt", Array("late\0\0\0\0\0text".utf8))
    png.chunk("IEND", [])
    let whole = png.bytes + Array("rest".utf8)
    try Folder.makeAll(gallery.root / "mine")
    let path = gallery.root / "mine/a.PNG"
    try AtomicFile.write(whole, to: path)
    _ = unsafe path.text.withCString { unsafe chmod($0, 0o640) }
    let long = Date(timeIntervalSince1970: 1_000_000_000)
    try FileManager.default.setAttributes([.modificationDate: long], ofItemAtPath: path.text)
    let deed = try gallery.judge([path], .rating(3))
    let judged = try bytes(path)
    #expect(Array(judged.prefix(33)) == Array(whole.prefix(33)))
    #expect(Array(judged.suffix(whole.count - 33)) == Array(whole.dropFirst(33)))
    let attributes = try FileManager.default.attributesOfItem(atPath: path.text)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    // What does not say when it was made would be the newest otherwise.
    #expect(try gallery.entries().map(\.date) == [long])
    try gallery.undo(deed)
    #expect(try bytes(path) == whole)
  }

  @Test("judgements that lie, of other texts or too long, count for nothing and are replaced")
  func hostile() throws {
    let texts = [
      "", "{", "[]", "{\"schema\":1,\"rating\":9}", "{\"schema\":1,\"rating\":-1}",
      "{\"schema\":1,\"rating\":\"4\"}", "{\"rating\":4}",
      "{\"schema\":1,\"tags\":[\"a,b\",\"\",\" x\",\"\\u001b[1m\"]}",
    ]
    for (index, text) in texts.enumerated() {
      let path = try gallery.keep(
        bitmap, texts: [PNGText(keyword: Judgement.keyword, text: text)], name: "\(index)",
        date: date
      ).path
      #expect(try gallery.judgement(of: path) == .none, "\(text)")
      _ = try gallery.judge([path], .rating(1))
      #expect(try gallery.judgement(of: path) == Judgement(rating: 1), "\(text)")
      #expect(try PNGReader.texts(path).count { $0.keyword == Judgement.keyword } == 1)
    }
    let many = (0..<500).map { "\"t\($0)\"" }.joined(separator: ",")
    let path = try gallery.keep(
      bitmap,
      texts: [PNGText(keyword: Judgement.keyword, text: "{\"schema\":1,\"tags\":[\(many)]}")],
      name: "many", date: date
    ).path
    #expect(try gallery.judgement(of: path).tags.count == 100)
    #expect(throws: JudgementError.manyTags(limit: 100)) {
      try gallery.judge([path], .tags(adding: ["one"], removing: []))
    }
  }

  @Test("what a newer program thinks is not replaced")
  func newer() throws {
    let path = try gallery.keep(
      bitmap, texts: [PNGText(keyword: Judgement.keyword, text: "{\"schema\":2,\"moon\":1}")],
      name: "a", date: date
    ).path
    let before = try bytes(path)
    #expect(throws: JudgementError.newer(schema: 2)) { try gallery.judge([path], .rating(1)) }
    #expect(try bytes(path) == before)
  }

  @Test("behind 100 MB of other texts a judgement is read and written all the same")
  func large() throws {
    try Folder.makeAll(gallery.root)
    let path = gallery.root / "a.png"
    try AtomicFile.write(to: path) { content throws(WriteError) in
      try content.append(HandmadePNG(width: 1, height: 1, depth: 8, colourType: 2).bytes)
      // More than is read, so that nobody looks at the checksums.
      let data = Array("note\0".utf8) + [UInt8](repeating: 0x41, count: 20 << 20)
      for _ in 0..<5 {
        try content.append(HandmadePNG.number(data.count) + Array("tEXt".utf8))
        try content.append(data)
        try content.append([0, 0, 0, 0])
      }
      var rest = HandmadePNG()
      rest.pixels([[1, 2, 3]])
      try content.append(Array(rest.bytes.dropFirst(8)))
    }
    let size = FileStamp(path)?.bytes
    let deed = try gallery.judge([path], .rating(2))
    #expect(try gallery.judgement(of: path).rating == 2)
    try gallery.undo(deed)
    #expect(FileStamp(path)?.bytes == size)
  }

  @Test("several at once are judged all or none")
  func all() throws {
    let paths = [try keep("a"), try keep("b")]
    let before = try paths.map(bytes)
    try Data("x".utf8).write(to: URL(filePath: (gallery.root / "2026/08/c.png").text))
    #expect(throws: PNGError.self) {
      try gallery.judge(paths + [gallery.root / "2026/08/c.png"], .rating(3))
    }
    #expect(try paths.map(bytes) == before)
    #expect(try gallery.judge(paths, .rating(3)).words == "3 stars for 2 pictures")
  }

  @Test("what cannot be judged is refused with a sentence")
  func refused() throws {
    let path = try keep()
    func reason(_ path: Path, _ change: Judgement.Change = .rating(1)) -> String? {
      do {
        _ = try gallery.judge([path], change)
        return nil
      } catch {
        return "\(error)"
      }
    }
    let outside = folder.path / "a.png"
    try PNGWriter.write(bitmap, texts: [], to: outside)
    #expect(
      reason(outside)
        == "\(outside) is not in the gallery \(gallery.root), and is left as it is; import it first"
    )
    #expect(
      reason(gallery.root / "2026/a.jpg")
        == "\(gallery.root / "2026/a.jpg") is no PNG file, and only these can be judged and imported"
    )
    #expect(reason(gallery.root / "none.png") == "there is no file \(gallery.root / "none.png")")
    let link = gallery.root / "link.png"
    try FileManager.default.createSymbolicLink(
      atPath: link.text, withDestinationPath: outside.text)
    #expect(reason(link)?.contains("it is a link, which is left alone") == true)
    #expect(reason(path, .tags(adding: [""], removing: []))?.contains("it is empty") == true)
    #expect(
      reason(path, .tags(adding: ["a\u{202E}b"], removing: []))?.contains("cannot be seen") == true)
    #expect(reason(path, .rating(6)) == "a rating is 0 to 5, not 6")
    #expect(
      reason(path, .note(String(repeating: "n", count: 10_001)))
        == "a note has at most 10000 characters")
  }

  @Test("programs that judge one picture at the same time lose nothing of each other")
  func together() throws {
    let path = try keep()
    let gallery = gallery
    DispatchQueue.concurrentPerform(iterations: 40) { number in
      _ = try? gallery.judge([path], .tags(adding: ["t\(number)"], removing: []))
    }
    #expect(Set(try gallery.judgement(of: path).tags) == Set((0..<40).map { "t\($0)" }))
    #expect(try PNGReader.read(path).bitmap == bitmap)
  }

  @Test("a full disk leaves pictures as they were", .enabled(if: TemporaryFolder.canMount))
  func full() throws {
    try folder.mount(options: "size=200k")
    let path = try keep()
    let before = try bytes(path)
    // Nothing is left but the room of the lock, which takes none.
    for number in 0..<100 {
      let filler = folder.path / "filler-\(number)"
      if (try? AtomicFile.write([UInt8](repeating: 1, count: 4096), to: filler)) == nil { break }
    }
    #expect(throws: WriteError.self) { try gallery.judge([path], .rating(3)) }
    #expect(try bytes(path) == before)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: path.folder.text) == [path.name])
  }
}
