import Files
import Foundation
import Gallery
import Recipes

/// A picture of the gallery as `--json` prints it; what is not known is left out.
struct GalleryReport: Encodable {
  let path: Path
  let date: String
  let bytes: Int
  let width: Int?
  let height: Int?
  let program: String?
  let prompt: String?
  let negative: String?
  let model: String?
  let seed: Value?
  let steps: Value?
  let guidance: Value?
  let sampler: String?
  let favourite: Bool
  let rating: Int
  let tags: [String]
  let note: String
  let trace: Bool
  let link: Bool
  let readOnly: Bool
  let problem: String?
  let recipe: Recipe?

  /// What stands in a file, where other programs' numbers need not be any.
  enum Value: Encodable {
    case whole(UInt64)
    case broken(Double)
    case text(String)

    init?(_ text: String?) {
      guard let text else { return nil }
      if let number = UInt64(text) {
        self = .whole(number)
      } else if let number = Double(text), number.isFinite {
        self = .broken(number)
      } else {
        self = .text(text)
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .whole(let number): try container.encode(number)
      case .broken(let number): try container.encode(number)
      case .text(let text): try container.encode(text)
      }
    }
  }

  private enum CodingKeys: String, CodingKey {
    case path, date, bytes, width, height, program, prompt, negative, model, seed, steps, guidance
    case sampler, favourite, rating, tags, note, trace, link, problem, recipe
    case readOnly = "read_only"
  }

  init(_ item: GalleryItem) {
    let recipe = item.recipe
    path = item.path
    date = item.date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    bytes = item.bytes
    width = item.size?.width
    height = item.size?.height
    program = item.metadata?.app ?? item.foreign?.program
    prompt = item.prompt
    negative = item.negative
    model = item.model
    seed = Value(item.seed)
    steps = Value(recipe.map { "\($0.stageC.steps)" } ?? item.foreign?.steps)
    guidance = Value(recipe.map { "\($0.stageC.guidance)" } ?? item.foreign?.guidance)
    sampler = recipe?.stageC.sampler.rawValue ?? item.foreign?.sampler
    favourite = item.judgement.isFavourite
    rating = item.judgement.rating
    tags = item.judgement.tags
    note = item.judgement.note
    trace = item.hasTrace
    link = item.isLink
    readOnly = item.isReadOnly
    problem = item.problem
    self.recipe = recipe
  }
}
