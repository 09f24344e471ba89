import Files
import Render
import TestSupport
import Testing

@Suite("The size of a picture is known without its pixels")
struct ImageSizeTests {
  @Test("of PNG and JPEG files, as the pixels have it")
  func sizes() throws {
    let folder = try TemporaryFolder()
    for (width, height) in [(1, 1), (3, 2), (300, 5), (1000, 700)] {
      let bitmap = Bitmap(width: width, height: height, filledWith: RGB(hex: 0x123456))
      let size = PixelSize(width: width, height: height)
      let png = folder.path / "a.png"
      try PNGWriter.write(bitmap, texts: [], to: png)
      #expect(try ImageReader.survey(png).size == size)
      let jpeg = folder.path / "a.jpg"
      let texts = [PNGText(keyword: "parameters", text: String(repeating: "long ", count: 4000))]
      try AtomicFile.write(JPEGWriter.encode(bitmap, texts: texts), to: jpeg)
      #expect(try ImageReader.survey(jpeg).size == size)
    }
  }

  @Test("of recorded pictures of every kind, as the pixels have it")
  func recorded() throws {
    let pictures = Path(#filePath).folder.folder / "Pictures"
    let files = try Folder.entries(pictures).filter { ["webp", "jpg"].contains($0.path.ending) }
    #expect(files.count > 10)
    // Those whose pixels are not read: an animation, and arithmetic coding.
    for file in files where !["animated.webp", "arithmetic.jpg"].contains(file.name) {
      #expect(
        try ImageReader.survey(file.path).size == ImageReader.read(file.path).bitmap.size,
        "\(file.name)")
    }
  }
}
