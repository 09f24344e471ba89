import Foundation
import Render

/// The file of a picture that is to lie in a gallery.
struct PictureBytes {
  let bytes: [UInt8]
  /// When the picture was made, as its texts say.
  let date: Date
  let survey: PNGReader.Survey

  init(_ bitmap: Bitmap, _ texts: [PNGText], _ trace: PictureTrace?, _ date: Date) throws {
    var texts = texts
    if !texts.contains(where: { $0.keyword == CreationTime.keyword }) {
      texts.append(CreationTime.text(for: date))
    }
    let chunks = try trace.map { [try TraceChunk.chunk($0)] } ?? []
    bytes = try PNGWriter.encode(bitmap, texts: texts, chunks: chunks)
    self.date = CreationTime.date(in: texts) ?? date
    survey = .init(texts: texts, notices: [], privateChunks: chunks.map(\.name))
  }
}
