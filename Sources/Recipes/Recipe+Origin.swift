extension Recipe {
  /// What was typed, where that is not what was drawn.
  package struct Origin: Codable, Equatable, Sendable {
    /// The text with the choices of which the prompt is one; nil where there were none.
    package var template: String?
    /// The prompt without its styles.
    package var prompt: String
    /// The negative prompt without its styles.
    package var negative: String
    /// The names of the styles, in the order in which they were added.
    package var styles: [String]

    package init(template: String? = nil, prompt: String, negative: String, styles: [String] = []) {
      self.template = template
      self.prompt = prompt
      self.negative = negative
      self.styles = styles
    }

    enum CodingKeys: String, CodingKey { case template, prompt, negative, styles }

    package init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      template = try fields.decodeIfPresent(String.self, forKey: .template)
      prompt = try fields.decode(String.self, forKey: .prompt)
      negative = try fields.decode(String.self, forKey: .negative)
      styles = try fields.decodeIfPresent([String].self, forKey: .styles) ?? []
    }
  }

  /// The prompt as it was typed, its choices made, without styles.
  package var typedPrompt: String { origin?.prompt ?? prompt }
  package var typedNegative: String { origin?.negative ?? negative }

  /// Adds styles to the prompts, and says what these were before.
  ///
  /// - Parameter template: the text of which the prompt is one choice.
  package mutating func add(_ styles: [PromptStyle], template: String? = nil) {
    guard template != nil || !styles.isEmpty else { return }
    origin = Origin(
      template: template, prompt: prompt, negative: negative, styles: styles.map(\.name))
    prompt = StyledText(prompt, adding: styles.map(\.prompt)).text
    negative = StyledText(negative, adding: styles.map(\.negative)).text
  }

  /// Whether `other` draws the same, whatever was typed for it.
  package func draws(as other: Recipe) -> Bool {
    var own = self
    own.origin = other.origin
    return own == other
  }
}

extension Parameters {
  package static let origin = Parameter(
    "origin", \.origin, "what was typed",
    limit: { origin in
      guard let origin, origin.styles.count > PromptStyle.most else { return nil }
      return "\(origin.styles.count) styles are more than \(PromptStyle.most)"
    },
    fields: [
      InfotextField("Template") { $0.origin?.template },
      InfotextField("Styles") { recipe in
        recipe.origin.flatMap { $0.styles.isEmpty ? nil : $0.styles.joined(separator: "; ") }
      },
      InfotextField("Typed prompt") { recipe in
        recipe.origin.flatMap { $0.prompt == recipe.prompt ? nil : $0.prompt }
      },
      InfotextField("Typed negative prompt") { recipe in
        recipe.origin.flatMap {
          $0.negative == recipe.negative || $0.negative.isEmpty ? nil : $0.negative
        }
      },
    ])
}
