import Files
import Foundation
import Render
import TestSupport
import Testing

@Suite struct ImageReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func failure(_ path: Path) -> ImageError? {
    do {
      _ = try ImageReader.read(path)
      return nil
    } catch { return error as? ImageError }
  }

  @Test("the content says what a file is, not its name")
  func content() throws {
    let scene = Bitmap.scene(20, 10)
    let png = try folder.save(PNGWriter.encode(scene, texts: []), as: "holiday.jpg")
    #expect(try ImageReader.read(png).bitmap == scene)
    let jpeg = try folder.save(RecordedJPEG("grey").bytes, as: "holiday.png")
    #expect(try ImageReader.read(jpeg).bitmap.size == PixelSize(width: 48, height: 32))
  }

  @Test("both kinds are turned as their EXIF data say")
  func orientation() throws {
    let exif = HandmadeEXIF(orientation: 6)
    let jpeg = try folder.save(RecordedJPEG("grey").inserting(exif.segment).bytes, as: "a")
    #expect(try ImageReader.read(jpeg).bitmap.size == PixelSize(width: 32, height: 48))
    var made = HandmadePNG(width: 3, height: 1, depth: 8, colourType: 0)
    made.chunk("eXIf", exif.bytes)
    made.pixels([[1, 2, 3]])
    let png = try folder.save(made.bytes, as: "b")
    #expect(try ImageReader.read(png).bitmap.size == PixelSize(width: 1, height: 3))
  }

  @Test("a file of another kind is named for what it is")
  func foreign() throws {
    let webp = Array("RIFF".utf8) + [9, 0, 0, 0] + Array("WEBPVP8 ".utf8)
    let heic = [0, 0, 0, 24] + Array("ftypheic".utf8)
    for (bytes, kind) in [
      ([], "empty"), (Array("GIF89a".utf8), "a GIF"), (webp, "a WebP picture"),
      (heic, "a HEIC picture"), ([0x4D, 0x4D, 0, 42, 0, 0], "a TIFF or a raw photograph"),
      (Array("a red ball, würstchen\n".utf8), "text"),
      (Array(String(repeating: "日本", count: 20).utf8), "text"), ([0, 1, 2, 3], nil),
      ([0xFF, 0xD8], nil),
    ] as [([UInt8], String?)] {
      let path = try folder.save(bytes, as: "picture.png")
      #expect(failure(path) == .foreign(path: path, kind: kind))
      #expect(failure(path)?.description.contains(path.text) == true)
      if let kind { #expect(failure(path)?.description.contains(kind) == true) }
    }
  }

  @Test("what is wrong with a PNG or a JPEG is said by its reader")
  func damaged() throws {
    let png = try folder.save(
      Array(PNGWriter.encode(Bitmap.scene(9, 9), texts: [])[..<40]), as: "a.png")
    guard case .png(.damaged(png, _))? = failure(png) else {
      Issue.record("\(String(describing: failure(png)))")
      return
    }
    let jpeg = try folder.save(Array(RecordedJPEG("grey").bytes[..<40]), as: "a.jpg")
    #expect(failure(jpeg) == .jpeg(.damaged(path: jpeg, reason: "the file ends too early")))
    let missing = folder.path / "none"
    #expect(failure(missing) == .file(.missing(path: missing)))
    #expect(
      failure(folder.path)
        == .file(.unreadable(path: folder.path, reason: "it is not a plain file")))
  }
}
