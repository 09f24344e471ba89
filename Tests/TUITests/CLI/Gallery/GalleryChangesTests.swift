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
    #expect(again.status == 0 && again.output.isEmpty)
    #expect(again.errors == "other.png is in the gallery already, as \(path)\n")
    #expect(
      try run("import", "other.png", "--json").output
        == "{\"pictures\":[{\"already\":\"\(path)\",\"input\":\"other.png\"}]}\n")
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

  @Test("what import finds none of, or leaves out of a folder, is said")
  func importingFolders() throws {
    try Folder.makeAll(Path(home) / "photos/new")
    let none = try run("import", "photos")
    #expect(none.status == 0 && none.errors == "no PNG pictures in photos\n")
    let photo = Bitmap(width: 2, height: 2, filledWith: RGB(hex: 0x123456))
    try PNGWriter.write(photo, texts: [], to: Path(home) / "a.png")
    for link in ["photos/a.png", "photos/new/b.png"] {
      try FileManager.default.createSymbolicLink(
        atPath: home + "/" + link, withDestinationPath: home + "/a.png")
    }
    let links = try run("import", "photos")
    #expect(links.status == 0 && links.output.isEmpty)
    #expect(
      links.errors == "2 links are left out of photos; what is named itself is imported\n")
    #expect(try run("import", "photos/a.png").output.hasPrefix("photos/a.png → "))
  }

  @Test(
    "a picture that is nowhere is missing, whatever was to become of it",
    arguments: [
      ["import", "nothere"], ["import", "nothere.png"], ["rate", "3", "nothere"],
      ["tag", "nothere", "--add", "sea"], ["export", "nothere"], ["verify", "nothere"],
      ["show", "nothere"], ["trash", "add", "nothere"], ["trash", "restore", "nothere"],
    ])
  func missing(arguments: [String]) throws {
    let result = try Program(["gallery"] + arguments, in: home).wait()
    #expect(result.status == Failure.Status.missing.rawValue, "\(result.errors)")
    #expect(result.errors.contains("nothere") && !result.errors.contains("import it first"))
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

  @Test("a name is that of a kept picture, and one that is restored that of a picture in the trash")
  func names() throws {
    let gallery = Gallery(root: root)
    let date = Date(timeIntervalSince1970: 1_785_585_600)
    func keep() throws -> Path {
      let photo = Bitmap(width: 2, height: 2, filledWith: RGB(hex: 0x123456))
      return try gallery.keep(photo, texts: [], name: "ball", date: date).path
    }
    let path = try keep()
    _ = try run("trash", "add", path.name)
    #expect(try run("trash", "add", path.name).status == Failure.Status.missing.rawValue)
    #expect(try keep() == path)
    #expect(try run("rate", "3", path.stem).output == "\(path)  ★★★\n")
    #expect(try run("trash", "restore", path.name).output.contains("-ball-2.png"))
    #expect(
      try run("trash", "restore", path.name).errors
        == "wurst: the trash has no picture \(path.name) (see 'wurst gallery trash')\n")
    for minute in 1...2 {
      _ = try gallery.discard([path], date: Date(timeIntervalSinceNow: 60 * Double(minute)))
      #expect(try keep() == path)
    }
    let several = try run("trash", "restore", path.name)
    #expect(several.status == Failure.Status.usage.rawValue)
    #expect(several.errors.contains("several pictures are called \(path.name)"))
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
    let streamed = try run("export", path.text, "-o", "-")
    #expect(streamed.status == Failure.Status.usage.rawValue && !(Path(home) / "-").exists)
    #expect(streamed.errors.contains("copies are not written to the standard output"))
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
    #expect(both.output.contains("\"result\":\"skipped\"") && !both.output.contains("\"error\""))
    #expect(both.errors.contains("skipped: 1 of 2 pictures, without a recipe of wurst"))
    #expect(both.output.contains("\"cpu\":\"") && both.output.contains("\"precision\":\""))
    let plain = try run("verify", (root / "plain.png").text)
    #expect(plain.status == 0 && plain.output.hasPrefix("skipped  \(root / "plain.png"): "))
    try AtomicFile.write(Array("text".utf8), to: root / "bad.png")
    #expect(try run("verify", "bad.png").status == Failure.Status.damaged.rawValue)
  }

  @Test("a picture whose beginning is gone or another one is not drawn again, which says why")
  func verifyInput() throws {
    let input = Path(home) / "input.png"
    func write(_ colour: UInt32) throws {
      try PNGWriter.write(
        Bitmap(width: 64, height: 64, filledWith: RGB(hex: colour)), texts: [], to: input)
    }
    try write(0x224466)
    for (image, file) in [("input.png", "a.png"), ("-", "b.png")] {
      let drawn = try Program(
        shell: "\"$WURST\" generate ball --size 128x128 --steps-c 2 --steps-b 1 --quiet --image "
          + "\(image) -o \(file) < input.png", in: home
      ).wait()
      #expect(drawn.status == 0, "\(drawn.errors)")
    }
    #expect(try run("verify", "a.png").status == 0)
    let streamed = try run("verify", "b.png")
    #expect(streamed.status == Failure.Status.missing.rawValue)
    #expect(
      streamed.output.contains("it began from the standard input, which cannot be had again"))
    #expect(try run("import", "b.png").status == 0)
    let shown = try run("show", try #require(Gallery(root: root).entries().first).path.name)
    #expect(shown.output.contains("standard input\n"))
    try write(0x224467)
    let changed = try run("verify", "a.png")
    #expect(changed.status == Failure.Status.damaged.rawValue)
    #expect(changed.output.contains("it began from \(input), which is not what it was"))
    try FileManager.default.removeItem(atPath: input.text)
    let gone = try run("verify", "a.png")
    #expect(gone.status == Failure.Status.missing.rawValue)
    #expect(gone.output.contains("there is no file \(input)"))
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
