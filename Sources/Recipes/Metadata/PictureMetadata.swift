import Foundation

/// What a picture file says about how it was made, and back to a recipe.
///
/// There are two texts: `parameters`, which many galleries show (the layout of A1111's infotext),
/// and `wurst`, JSON from which the recipe is read again.
package struct PictureMetadata: Equatable, Sendable {
  package var recipe: Recipe
  /// Tells apart models of the same name; nil when unknown.
  package var fingerprint: String?
  /// Which of the pictures of the recipe this one is, counted from 1.
  package var number: Int
  /// The program that drew the picture.
  package var app: String

  package static let keyword = "wurst"
  private static let schema = 1

  package init(
    recipe: Recipe, fingerprint: String?, number: Int = 1, app: String = Version.text
  ) {
    self.recipe = recipe
    self.fingerprint = fingerprint
    self.number = number
    self.app = app
  }

  /// The texts of a picture of this size in pixels.
  package func texts(width: Int, height: Int) -> [MetadataText] {
    [
      MetadataText(
        keyword: "parameters",
        text: Infotext(self, width: width, height: height).text, isPlain: true),
      MetadataText(keyword: Self.keyword, text: json),
    ]
  }

  /// Reads what `texts` writes; nil when the picture carries no recipe of ours.
  ///
  /// Members that are not known are passed over.
  package static func read(_ texts: [MetadataText]) throws(MetadataError) -> PictureMetadata? {
    guard let text = texts.first(where: { $0.keyword == keyword })?.text else { return nil }
    let content: Content
    do {
      let data = Data(text.utf8)
      let version = try JSONDecoder().decode(Content.Version.self, from: data)
      guard version.schema == schema else { throw MetadataError.schema(version.schema) }
      content = try JSONDecoder().decode(Content.self, from: data)
    } catch let error as MetadataError {
      throw error
    } catch {
      throw .malformed
    }
    if let problem = content.recipe.problem { throw .impossible(problem) }
    let number = content.number ?? 1
    guard number >= 1, number <= content.recipe.count else {
      throw .impossible("it is picture \(number) of \(content.recipe.count)")
    }
    return PictureMetadata(
      recipe: content.recipe, fingerprint: content.model?.fingerprint, number: number,
      app: content.app ?? "")
  }

  private var json: String {
    let content = Content(
      schema: Self.schema, recipe: recipe,
      model: .init(name: recipe.model, fingerprint: fingerprint), app: app,
      number: recipe.count > 1 ? number : nil)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Numbers of a recipe are finite, and nothing else in it can fail to be encoded.
    guard let data = try? encoder.encode(content) else { preconditionFailure("\(content)") }
    return String(decoding: data, as: UTF8.self)
  }

  private struct Content: Codable {
    var schema: Int
    var recipe: Recipe
    var model: ModelName?
    var app: String?
    var number: Int?

    struct ModelName: Codable {
      var name: String
      var fingerprint: String?
    }

    struct Version: Codable {
      var schema: Int
    }
  }
}
