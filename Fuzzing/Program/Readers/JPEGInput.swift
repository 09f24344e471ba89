import Render

struct JPEGInput: FuzzedReader {
  private let file = MemoryFile()

  func read(_ bytes: [UInt8]) throws {
    let path = file.hold(bytes)
    let texts: [PNGText]
    do {
      texts = try JPEGReader.texts(path)
    } catch {
      texts = []
    }
    let image: ImageReading
    do {
      image = try JPEGReader.read(path)
    } catch is JPEGError {
      return
    }
    try PictureCheck.picture(image, bytes)
    try PictureCheck.writeJPEG(image.bitmap, texts, file)
  }
}
