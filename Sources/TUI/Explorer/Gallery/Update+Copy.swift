import Files
import Gallery
import Recipes

extension State {
  /// Puts something of the selected picture into the clipboard.
  mutating func copy(_ command: Command.Copy) -> [Effect] {
    gallery.isCopying = false
    guard let item = gallery.selected else { return [] }
    switch command {
    case .path: return copy(item.path.description, "The path")
    case .prompt: return copy(item.prompt ?? "", "The prompt")
    case .recipe: return copy(item.recipeText, "The recipe")
    case .picture: return [.gallery(.copyPicture(item.path))]
    }
  }

  /// Terminals and multiplexers between them drop what is longer.
  static let longestCopy = 750_000

  mutating func copy(_ text: String, _ what: String) -> [Effect] {
    guard text.utf8.count <= Self.longestCopy else {
      say(
        .notice,
        "\(what) has \(NumberText.size(text.utf8.count)), and the clipboard takes "
          + "\(NumberText.size(Self.longestCopy)) through a terminal")
      return []
    }
    say(.info, "\(what) was sent to the clipboard, where the terminal lets programs write")
    return [.program(.copy(text))]
  }
}

extension GalleryItem {
  /// What it was drawn with, as other programs write it.
  var recipeText: String {
    if let metadata, let size {
      let texts = metadata.texts(width: size.width, height: size.height)
      return texts.first { $0.isPlain }?.text ?? ""
    }
    guard let foreign else { return "" }
    let negative = foreign.negative.flatMap { $0.isEmpty ? nil : "Negative prompt: \($0)" }
    let fields: [(String, String?)] = [
      ("Steps", foreign.steps), ("Sampler", foreign.sampler), ("CFG scale", foreign.guidance),
      ("Seed", foreign.seed), ("Model", foreign.model),
    ]
    let line = fields.compactMap { key, value in value.map { "\(key): \($0)" } }
    return [foreign.prompt, negative, line.joined(separator: ", ")].compactMap(\.self)
      .joined(separator: "\n")
  }
}
