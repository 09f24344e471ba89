/// InvokeAI of version 1, which was called Dream: a prompt in quotes and switches in the text `Dream`.
///
/// A switch may have its value behind a space or without one: `-s 50`, `-s50`.
struct InvokeAIFirst: Dialect {
  private static let maximumWords = 1000

  func read(_ texts: CarriedTexts) -> ForeignRecipe? {
    guard let text = texts.named("Dream") else { return nil }
    let (prompt, rest) = Self.prompt(text[...])
    var recipe = ForeignRecipe(program: InvokeAI.name)
    recipe.take(bracketed: prompt)
    var words = rest.split(maxSplits: Self.maximumWords, whereSeparator: \.isWhitespace)
      .prefix(Self.maximumWords)
    while let word = words.popFirst() {
      guard let (name, attached) = Self.option(word) else { continue }
      let value = attached ?? words.first.map(String.init) ?? ""
      let isTaken = Self.set(name, to: value, in: &recipe)
      if isTaken && attached == nil { words = words.dropFirst() }
      if !isTaken { recipe.others.append(.init(String(word), "")) }
    }
    return recipe
  }

  /// The prompt, and the switches behind it.
  private static func prompt(_ text: Substring) -> (prompt: String, rest: Substring) {
    guard text.first == "\"" else {
      let end = text.firstMatch(of: /\s--?[a-zA-Z]/)?.range.lowerBound ?? text.endIndex
      return text.first == "-" ? ("", text) : (String(text[..<end]), text[end...])
    }
    var prompt = ""
    var rest = text.dropFirst()
    while let letter = rest.popFirst(), letter != "\"" {
      let isEscape = letter == "\\" && (rest.first == "\"" || rest.first == "\\")
      prompt.append(isEscape ? rest.removeFirst() : letter)
    }
    return (prompt, rest)
  }

  /// Longer than one letter, so that they are not taken for one with its value attached.
  private static let words: Set = ["-cf", "-ft", "-tm", "-save_orig", "-embiggen"]

  private static func option(_ word: Substring) -> (name: String, value: String?)? {
    guard word.first == "-", word.count > 1 else { return nil }
    if word.hasPrefix("--") || words.contains(String(word)) {
      let parts = word.split(separator: "=", maxSplits: 1)
      return (String(parts[0]), parts.count > 1 ? String(parts[1]) : nil)
    }
    let value = word.dropFirst(2)
    return (String(word.prefix(2)), value.isEmpty ? nil : String(value))
  }

  /// False for a switch that says something else, or has no value of its kind.
  private static func set(
    _ name: String, to text: String, in recipe: inout ForeignRecipe
  ) -> Bool {
    let number = FoundNumber(text)
    switch name {
    case "-A", "--sampler", "--sampler_name":
      recipe.sampler = text
      return !text.isEmpty
    case "-s", "--steps": return take(number, &recipe.steps)
    case "-S", "--seed": return take(number, &recipe.seed)
    case "-W", "--width": return take(number, &recipe.width)
    case "-H", "--height": return take(number, &recipe.height)
    case "-C", "--cfg_scale": return take(number, &recipe.guidance)
    default: return false
    }
  }

  private static func take(_ number: FoundNumber?, _ place: inout FoundNumber?) -> Bool {
    place = number ?? place
    return number != nil
  }
}
