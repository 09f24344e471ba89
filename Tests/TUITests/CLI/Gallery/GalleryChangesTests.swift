import Files
import Foundation
import Gallery
import Recipes
import Render
import TestSupport
import Testing
import wurst

@Suite("wurst gallery")
struct GalleryChangesTests {
  private let folder: TemporaryFolder
  private let home: String
  private var root: Path { Path(home) / ".local/share/wurst/gallery" }

  init() throws {
    folder = try TemporaryFolder()
    home = folder.path.text
  }

  private func run(_ arguments: String...) throws -> Program.Result {
    try Program(["gallery"] + arguments, in: home).wait()
  }

  /// Draws a small picture and takes it into the gallery; its path there.
  private func draw(_ seed: Int) throws -> Path {
    let drawn = try Program(
      [
        "generate", "a red ball", "--size", "128x128", "--steps-c", "1", "--steps-b", "1", "--seed",
        "\(seed)", "-o", "\(seed).png", "--quiet",
      ], in: home
    ).wait()
    #expect(drawn.status == 0, "\(drawn.errors)")
    let imported = try run("import", "\(seed).png")
    #expect(imported.status == 0, "\(imported.errors)")
    let path = try #require(imported.output.split(separator: "→ ").last)
    return Path(path.trimmingCharacters(in: .newlines))
  }

  @Test("pictures are rated, tagged and noted, and say so")
  func judging() throws {
    let path = try draw(1)
    #expect(try run("rate", "4", path.text).output == "\(path)  ★★★★\n")
    #expect(try run("rate", "3", path.name).output == "\(path)  ★★★\n")
    let inside = String(path.text.dropFirst(root.text.count + 1))
    _ = try run("rate", "4", inside)
    let tagged = try run(
      "tag", inside, "--add", "sea", "--add", "für Oma", "--note", "nice", "--favourite")
    #expect(tagged.output == "\(path)  ♥  ★★★★  sea, für Oma  nice\n")
    let json = try run("tag", inside, "--remove", "sea", "--no-favourite", "--json").output
    #expect(
      json
        == "{\"pictures\":[{\"favourite\":false,\"file\":\"\(path)\",\"note\":\"nice\",\"rating\":4,"
        + "\"tags\":[\"für Oma\"]}]}\n")
    #expect(try run("rate", "6", inside).status == Failure.Status.usage.rawValue)
    let refused = try run("rate", "1", "1.png")
    #expect(refused.status == Failure.Status.usage.rawValue)
    #expect(refused.errors.contains("is not in the gallery"))
  }

  @Test("import keeps what files say, and takes no picture twice")
  func importing() throws {
    let path = try draw(1)
    let bytes = try Data(contentsOf: URL(filePath: path.text))
    #expect(try bytes == Data(contentsOf: URL(filePath: home + "/1.png")))
    #expect(path.name.hasSuffix("-1-a-red-ball.png"))
    // The same picture under another name and with other texts.
    _ = try run("rate", "5", path.text)
    try FileManager.default.moveItem(atPath: home + "/1.png", toPath: home + "/other.png")
    let again = try run("import", "other.png")
    #expect(again.status == Failure.Status.usage.rawValue)
    #expect(again.errors.contains("is in the gallery already, as \(path)"))
    try Folder.makeAll(Path(home) / "photos/.hidden")
    try Data("no picture".utf8).write(to: URL(filePath: home + "/photos/b.png"))
    try Data("no picture".utf8).write(to: URL(filePath: home + "/photos/c.jpg"))
    let photo = Bitmap(width: 2, height: 2, filledWith: RGB(hex: 0x123456))
    try PNGWriter.write(photo, texts: [], to: Path(home) / "photos/a.png")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)],
      ofItemAtPath: home + "/photos/a.png")
    let some = try run("import", "photos", "--json")
    #expect(some.status == Failure.Status.damaged.rawValue)
    #expect(some.errors.contains("not imported: 1 of 2 pictures"))
    #expect(some.output.contains("/2001/09/20010909-"))
    #expect(some.output.contains("photos/b.png is damaged or no PNG"))
  }

  @Test("a link shares the file with where it came from, and judging it leaves that alone")
  func linking() throws {
    let photo = Bitmap(width: 2, height: 2, filledWith: RGB(hex: 0x123456))
    let own = Path(home) / "a.png"
    try PNGWriter.write(photo, texts: [], to: own)
    #expect(try run("import", "a.png", "--link").status == 0)
    let linked = try #require(try Gallery(root: root).entries().first?.path)
    #expect(FileIdentity(linked) == FileIdentity(own))
    let before = try Data(contentsOf: URL(filePath: own.text))
    #expect(try run("rate", "2", linked.text).status == 0)
    #expect(try Data(contentsOf: URL(filePath: own.text)) == before)
  }

  @Test("the trash is listed, had back from and emptied")
  func trash() throws {
    let path = try draw(1)
    let added = try run("trash", "add", path.text).output.trimmingCharacters(in: .newlines)
    #expect(added.contains("/.trash/") && !path.exists)
    #expect(try run("trash").output == added + "\n")
    let listed = try run("trash", "list", "--json")
    #expect(listed.output.contains("\"origin\":\"\(path)\""))
    #expect(try run("trash", "restore", added).output == "\(path)\n")
    #expect(path.exists)
    _ = try run("trash", "add", path.text)
    #expect(try run("trash", "empty").output == "1 picture deleted\n")
    #expect(try run("trash", "empty", "--json").output == "{\"deleted\":0}\n")
    #expect(try run("trash").output.isEmpty)
  }

  @Test("copies say all or nothing, and replace no file")
  func export() throws {
    let path = try draw(1)
    _ = try run("rate", "5", path.text)
    let whole = try run("export", path.text, "-o", "out").output
    #expect(whole == "out/\(path.name)\n")
    #expect(
      try Data(contentsOf: URL(filePath: home + "/out/" + path.name))
        == Data(contentsOf: URL(filePath: path.text)))
    #expect(try run("export", path.text, "-o", "out").output == "out/\(path.stem)-2.png\n")
    let bare = Path(home) / "bare.png"
    #expect(
      try run("export", path.text, "-o", "bare.png", "--no-metadata").output == "bare.png\n")
    let survey = try PNGReader.survey(bare)
    #expect(survey.texts.isEmpty && survey.privateChunks.isEmpty)
    #expect(try PNGReader.read(bare).bitmap == PNGReader.read(path).bitmap)
    let bytes = try Data(contentsOf: URL(filePath: bare.text))
    #expect(bytes.range(of: Data("wurst".utf8)) == nil)
  }

  @Test("a contact sheet shows pictures in rows, on as many sheets as they take")
  func sheets() throws {
    let gallery = Gallery(root: root)
    let colours: [UInt32] = [0xFF0000, 0x00FF00, 0x0000FF]
    let paths = try colours.enumerated().map { index, colour in
      try gallery.keep(
        Bitmap(width: index == 0 ? 64 : 32, height: 32, filledWith: RGB(hex: colour)), texts: [],
        name: "\(index)", date: Date()
      ).path.text
    }
    let made = try Program(
      ["gallery", "export"] + paths + ["--sheet", "2x1", "-o", "sheet.png"], in: home
    ).wait()
    #expect(made.output == "sheet.png\nsheet-2.png\n", "\(made.errors)")
    let sheet = try PNGReader.read(Path(home) / "sheet.png")
    #expect(sheet.bitmap.size == PixelSize(width: 536, height: 272) && sheet.texts.isEmpty)
    #expect(sheet.bitmap[8 + 128, 8 + 128] == RGB(hex: 0xFF0000))
    // Twice as wide as high: its place is not filled.
    #expect(sheet.bitmap[8 + 128, 8 + 32] == RGB(hex: 0x202020))
    #expect(sheet.bitmap[8 + 264 + 128, 8 + 4] == RGB(hex: 0x00FF00))
    #expect(
      try PNGReader.read(Path(home) / "sheet-2.png").bitmap.size
        == PixelSize(width: 272, height: 272))
    #expect(try run("export", paths[0], "--sheet", "0x4").status == Failure.Status.usage.rawValue)
  }

  @Test("pictures are drawn again and compared")
  func verify() throws {
    let path = try draw(1)
    let same = try run("verify")
    #expect(same.status == 0, "\(same.errors)")
    #expect(same.output.hasPrefix("same     \(path)  ("))
    // One number of one pixel is another.
    let picture = try PNGReader.read(path)
    var bitmap = picture.bitmap
    var pixel = bitmap[3, 4]
    pixel.green ^= 2
    bitmap[3, 4] = pixel
    try PNGWriter.write(bitmap, texts: picture.texts, to: path)
    let other = try run("verify", path.text)
    #expect(other.status == 1)
    #expect(other.output.contains(": 1 pixels, by 2 of 255 at most"))
    #expect(other.errors.contains("other pixels: 1 of 1 pictures"))
    try PNGWriter.write(bitmap, texts: [], to: root / "plain.png")
    let both = try run("verify", "--json")
    #expect(both.status == 1)
    #expect(both.output.contains("\"result\":\"differs\""))
    #expect(both.output.contains("\"error\":\"it carries no recipe of wurst\""))
    #expect(both.output.contains("\"cpu\":\"") && both.output.contains("\"precision\":\""))
    #expect(try run("verify", (root / "plain.png").text).status == Failure.Status.damaged.rawValue)
  }

  @Test("a gallery on a read-only disk is said in one line", .enabled(if: TemporaryFolder.canMount))
  func readOnly() throws {
    let path = try draw(1)
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path.text)))
    let mount = try TemporaryFolder()
    try mount.mount(options: "size=1m", readOnly: true)
    // Nothing can be made there, and so nothing is judged.
    let result = try Program(
      ["gallery", "rate", "1", "a.png"], in: home, environment: ["XDG_DATA_HOME": mount.path.text]
    ).wait()
    #expect(result.status != 0 && result.errors.split(separator: "\n").count == 1)
    #expect(try bytes == [UInt8](Data(contentsOf: URL(filePath: path.text))))
  }
}
