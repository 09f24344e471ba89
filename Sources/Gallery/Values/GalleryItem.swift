package import Files
package import Foundation
package import Recipes

/// One picture as the gallery knows it without its pixels.
package struct GalleryItem: Equatable, Identifiable, Sendable {
  /// The row of the index; the same until the index is made anew.
  package var id: Int64
  package var path: Path
  /// When it was made, to the millisecond; of a picture from elsewhere, when its file was changed.
  package var date: Date
  /// The bytes of the file.
  package var bytes: Int
  package var size: PictureSize?
  /// What wurst wrote; nil for a picture from elsewhere.
  package var metadata: PictureMetadata?
  /// What another program wrote; nil for wurst's own, and where nothing is understood.
  package var foreign: Foreign?
  package var judgement: Judgement
  /// Whether it carries the latent, and perhaps tokens, that it was made of.
  package var hasTrace: Bool
  /// Why the file or its recipe cannot be read.
  package var problem: String?
  /// Whether it is no file but a link or a device, which is not opened.
  package var isLink: Bool
  /// Whether it lies in a folder that was added to look at, where nothing is changed.
  package var isReadOnly: Bool

  package init(
    id: Int64, path: Path, date: Date, bytes: Int = 0, size: PictureSize? = nil,
    metadata: PictureMetadata? = nil, foreign: Foreign? = nil, judgement: Judgement = .none,
    hasTrace: Bool = false, problem: String? = nil, isLink: Bool = false, isReadOnly: Bool = false
  ) {
    self.id = id
    self.path = path
    self.date = date
    self.bytes = bytes
    self.size = size
    self.metadata = metadata
    self.foreign = foreign
    self.judgement = judgement
    self.hasTrace = hasTrace
    self.problem = problem
    self.isLink = isLink
    self.isReadOnly = isReadOnly
  }

  /// What another program wrote, each value as it stands in the file.
  package struct Foreign: Codable, Equatable, Sendable {
    package var program: String
    package var prompt: String?
    package var negative: String?
    package var seed: String?
    package var steps: String?
    package var guidance: String?
    package var sampler: String?
    package var model: String?

    package init(program: String) { self.program = program }
  }

  package var recipe: Recipe? { metadata?.recipe }
  package var prompt: String? { recipe?.prompt ?? foreign?.prompt }
  package var negative: String? { recipe?.negative ?? foreign?.negative }
  package var seed: String? { recipe.map { "\($0.seed)" } ?? foreign?.seed }
  package var model: String? { recipe?.model ?? foreign?.model }
}
