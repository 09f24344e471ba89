import Dialects
import Files
import Foundation
import Recipes
import Render

/// What the index keeps of a picture's file.
struct PictureFacts {
  var date: Date
  var size: PictureSize?
  /// The text it is read from, and what it says.
  var recipe: (text: String, metadata: PictureMetadata)?
  var foreign: GalleryItem.Foreign?
  var judgement = Judgement.none
  /// In short; nil where the picture carries no trace that can be read.
  var latent: LatentVector?
  var problem: String?

  /// Bytes of a recipe's text; no prompt that a model can read comes near it.
  private static let largestRecipe = 1 << 20

  /// What is known of something that is not opened.
  init(unread found: GalleryWalk.Found) {
    date = Date(timeIntervalSince1970: Double(found.stamp.modified) / 1e9)
    problem = found.problem
  }

  /// Reads the texts of a file, and no pixels; nil where it is not there any more.
  init?(reading found: GalleryWalk.Found) {
    self.init(unread: found)
    guard found.kind == .file else { return }
    do {
      try read(found.path)
    } catch ImageError.file(.missing), ImageError.png(.file(.missing)),
      ImageError.jpeg(.file(.missing)), ImageError.webp(.file(.missing))
    {
      return nil
    } catch {
      // The path stands beside it, and would hide the rest.
      problem = "\(error)".replacing(found.path.description, with: "it")
    }
  }

  private mutating func read(_ path: Path) throws {
    let survey = try ImageReader.survey(path)
    size = survey.size.map { PictureSize(width: $0.width, height: $0.height) }
    let texts = survey.keyed
    let created = texts.first { $0.keyword == CreationTime.keyword }
    date = created.flatMap { CreationTime.date(of: $0.text) } ?? date
    let judged = texts.first { $0.keyword == Judgement.keyword }
    judgement = judged.map { Judgement(lenient: $0.text) } ?? .none
    if survey.privateChunks.contains(TraceChunk.name) {
      // Nothing else is the worse for one that is damaged.
      latent = (try? TraceChunk.read(path)).flatMap(\.self).map(LatentVector.init)
    }
    let own = texts.first { $0.keyword == PictureMetadata.keyword }
    if let own, own.text.utf8.count > Self.largestRecipe {
      problem =
        "its recipe has \(own.text.utf8.count) bytes; at most \(Self.largestRecipe) are read"
      return
    }
    if let metadata = try PictureMetadata.read(survey), let own {
      recipe = (own.text, metadata)
      return
    }
    foreign = ForeignRecipe.read(survey).map { GalleryItem.Foreign($0).shortened }
    if foreign == nil, !survey.notices.isEmpty {
      problem = survey.notices.joined(separator: " ")
    }
  }

  var hasTrace: Bool { latent != nil }
  var prompt: String? { recipe?.metadata.recipe.prompt ?? foreign?.prompt }
  var negative: String? { recipe?.metadata.recipe.negative ?? foreign?.negative }
  var model: String? { recipe?.metadata.recipe.model ?? foreign?.model }
}

extension GalleryItem.Foreign {
  /// With as much of each value as is looked at in a list; a file may hold megabytes.
  fileprivate var shortened: Self {
    let longest = 50_000
    func cut(_ text: String?) -> String? { text.map { String($0.prefix(longest)) } }
    var short = Self(program: String(program.prefix(longest)))
    short.prompt = cut(prompt)
    short.negative = cut(negative)
    short.seed = cut(seed)
    short.steps = cut(steps)
    short.guidance = cut(guidance)
    short.sampler = cut(sampler)
    short.model = cut(model)
    return short
  }
}
