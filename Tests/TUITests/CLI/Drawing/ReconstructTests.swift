import Engine
import Files
import Foundation
import Gallery
import Recipes
import Render
import TestSupport
import Testing
import wurst

@Suite("wurst reconstruct")
struct ReconstructTests {
  private struct Report: Decodable {
    let pictures: [Result]

    struct Result: Decodable {
      let input: String
      var file: String?
      var psnr: Double?
      var ssim: Double?
      var error: String?
    }
  }

  /// A picture file and the plain PNG that a user takes it for.
  private struct Form {
    let name: String
    let bytes: [UInt8]
    let plain: Bitmap
  }

  private static func forms(of ball: Bitmap) throws -> [Form] {
    let jpeg = [UInt8](try Data(contentsOf: URL(filePath: Fixtures.ball)))
    let exif = HandmadeEXIF(orientation: 6)
    let turned = try ball.turned(.turnedRight)
    return [
      Form(name: "plain.jpg", bytes: jpeg, plain: ball),
      Form(
        name: "turned.jpg", bytes: Array(jpeg[..<2]) + exif.segment + Array(jpeg[2...]),
        plain: turned),
      Form(name: "deep.png", bytes: deep(ball), plain: ball),
      Form(name: "turned.png", bytes: png(ball, exif: exif), plain: turned),
      grey(ball), palette(ball),
    ]
  }

  /// The bytes of each row, `bytes` giving those of a pixel.
  private static func rows(
    _ bitmap: Bitmap, _ bytes: (Int, Int, RGB) -> [UInt8]
  ) -> [[UInt8]] {
    (0..<bitmap.height).map { y in
      (0..<bitmap.width).flatMap { x in bytes(x, y, bitmap[x, y]) }
    }
  }

  private static func deep(_ bitmap: Bitmap) -> [UInt8] {
    var png = HandmadePNG(
      width: bitmap.width, height: bitmap.height, depth: 16, colourType: 2)
    png.pixels(
      rows(bitmap) { _, _, colour in
        [colour.red, colour.red, colour.green, colour.green, colour.blue, colour.blue]
      })
    return png.bytes
  }

  private static func png(_ bitmap: Bitmap, exif: HandmadeEXIF) -> [UInt8] {
    var png = HandmadePNG(width: bitmap.width, height: bitmap.height, depth: 8, colourType: 2)
    png.chunk("eXIf", exif.bytes)
    png.pixels(rows(bitmap) { _, _, colour in [colour.red, colour.green, colour.blue] })
    return png.bytes
  }

  private static func grey(_ bitmap: Bitmap) -> Form {
    var png = HandmadePNG(width: bitmap.width, height: bitmap.height, depth: 8, colourType: 0)
    let greens = rows(bitmap) { _, _, colour in [colour.green] }
    png.pixels(greens)
    let rgb = greens.joined().flatMap { [$0, $0, $0] }
    return Form(
      name: "grey.png", bytes: png.bytes,
      plain: Bitmap(width: bitmap.width, height: bitmap.height, rgb: rgb))
  }

  /// Six levels of each colour, and a transparent corner, which lies on white.
  private static func palette(_ bitmap: Bitmap) -> Form {
    var png = HandmadePNG(width: bitmap.width, height: bitmap.height, depth: 8, colourType: 3)
    var colours: [UInt8] = [9, 8, 7]
    for index in 0..<216 {
      colours += [index / 36, index / 6 % 6, index % 6].map { UInt8(51 * $0) }
    }
    png.chunk("PLTE", colours)
    png.chunk("tRNS", [0])
    let indices = rows(bitmap) { x, y, colour in
      if x < 64 && y < 64 { return [0] }
      let levels = [colour.red, colour.green, colour.blue].map { (Int($0) + 25) / 51 }
      return [UInt8(1 + levels[0] * 36 + levels[1] * 6 + levels[2])]
    }
    png.pixels(indices)
    let rgb = indices.joined().flatMap { index -> [UInt8] in
      let place = 3 * Int(index)
      return index == 0 ? [255, 255, 255] : Array(colours[place..<place + 3])
    }
    return Form(
      name: "palette.png", bytes: png.bytes,
      plain: Bitmap(width: bitmap.width, height: bitmap.height, rgb: rgb))
  }

  @Test("a picture in any form gives what it gives as a plain PNG, and is measured against it")
  func forms() throws {
    try TemporaryFolder.withName { folder in
      let forms = try Self.forms(of: ImageReader.read(Path(Fixtures.ball)).bitmap)
      for form in forms {
        try Data(form.bytes).write(to: URL(filePath: folder + "/" + form.name))
        try PNGWriter.write(form.plain, texts: [], to: Path(folder + "/\(form.name).plain.png"))
      }
      let files = forms.flatMap { [$0.name, $0.name + ".plain.png"] }
      let result = try Program(
        ["reconstruct"] + files + ["--size", "256x256", "-o", "out", "--json"], in: folder
      ).wait()
      #expect(result.status == 0, "\(result.errors)")
      let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
      #expect(report.pictures.map(\.input) == files)
      let pictures = try report.pictures.map { entry in
        try PNGReader.read(Path(folder) / #require(entry.file)).bitmap
      }
      for (index, form) in forms.enumerated() {
        #expect(pictures[2 * index] == pictures[2 * index + 1], "\(form.name)")
        let entry = report.pictures[2 * index]
        let quality = ImageQuality(of: pictures[2 * index], against: form.plain)
        #expect(entry.psnr == quality.peakSignalToNoise, "\(form.name)")
        #expect(entry.ssim == quality.structuralSimilarity, "\(form.name)")
      }
    }
  }

  @Test("one line for each file says where it went and how near it comes, with a recipe inside")
  func lines() throws {
    try TemporaryFolder.withName { folder in
      let result = try Program.run("reconstruct", Fixtures.ball, in: folder)
      #expect(result.status == 0, "\(result.errors)")
      let line = try #require(
        result.output.wholeMatch(
          of: /.*ball\.jpg → ball-reconstructed\.png  PSNR (\d+\.\d\d) dB  SSIM (0\.\d{4})\n/))
      // The model knows such scenes at its own size.
      #expect(try #require(Double(line.1)) > 30 && #require(Double(line.2)) > 0.97)
      let picture = try PNGReader.read(Path(folder + "/ball-reconstructed.png"))
      #expect(picture.bitmap.size == PixelSize(width: 512, height: 512))
      let recipe = try #require(try PictureMetadata.read(picture.texts)).recipe
      #expect(
        recipe.input?.strength == 0 && recipe.input?.path == Path(Fixtures.ball) && recipe.seed == 0
      )
      let again = try Program.run("reconstruct", Fixtures.ball, in: folder)
      #expect(again.output.contains("→ ball-reconstructed-2.png"))
      #expect(
        try PNGReader.read(Path(folder + "/ball-reconstructed-2.png")).bitmap == picture.bitmap)
    }
  }

  @Test("a damaged file among several is reported, and the others are reconstructed")
  func damagedFile() throws {
    try TemporaryFolder.withName { folder in
      try Data("no picture".utf8).write(to: URL(filePath: folder + "/a.png"))
      let result = try Program(
        ["reconstruct", "a.png", Fixtures.ball, "none.png", "--size", "64x64", "-o", "x/"],
        in: folder
      ).wait()
      #expect(result.status == 65)
      #expect(result.errors.contains("wurst: a.png") && result.errors.contains("none.png"))
      #expect(result.errors.hasSuffix("wurst: not reconstructed: 2 of 3 pictures\n"))
      #expect(result.output.split(separator: "\n").count == 1)
      #expect(FileManager.default.fileExists(atPath: folder + "/x/ball-reconstructed.png"))
    }
  }

  private static let impossible: [([String], Int32, String)] = [
    (["none.png"], 66, "none.png"),
    ([Fixtures.ball, Fixtures.ball, "-o", "one.png"], 64, "--output"),
    ([Fixtures.ball, "--size", "100x100"], 64, "nearest"),
    (
      [Fixtures.ball, "--model", Goldens.secondGeneration.joined(separator: ",")], 66,
      "model_v2_stage_b.pt"
    ),
  ]

  @Test(
    "what cannot be done is said before any time is spent",
    arguments: impossible)
  func refused(arguments: [String], status: Int32, words: String) throws {
    try TemporaryFolder.withName { folder in
      let result = try Program(["reconstruct"] + arguments, in: folder).wait()
      #expect(result.status == status && result.errors.contains(words), "\(result.errors)")
      #expect(result.output.isEmpty)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }
}
