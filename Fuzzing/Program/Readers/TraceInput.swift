import Engine
import Files
import Gallery
import Render
import TestSupport

/// What the trace of a picture unpacks to; its packing is that of PNG.
struct TraceInput: FuzzedReader {
  private let file = MemoryFile()

  func read(_ bytes: [UInt8]) throws {
    var png = HandmadePNG(width: 1, height: 1, depth: 8, colourType: 2)
    png.chunk("IDAT", HandmadePNG.deflated([0, 1, 2, 3]))
    png.chunk(TraceChunk.name, [1] + HandmadePNG.deflated(bytes))
    png.chunk("IEND", [])
    let trace: PictureTrace?
    do {
      trace = try TraceChunk.read(file.hold(png.bytes))
    } catch is TraceError {
      return
    }
    guard let trace else { preconditionFailure("the trace is lost") }
    check(trace.latent.values.allSatisfy(\.isFinite))
    let bitmap = Bitmap(width: 1, height: 1, rgb: [1, 2, 3])
    let again = try PNGWriter.encode(bitmap, texts: [], chunks: [TraceChunk.chunk(trace)])
    check(try TraceChunk.read(file.hold(again)) == trace)
  }
}
