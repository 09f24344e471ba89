/// The text that A1111 writes and others after it: prompt, negative prompt, a line of settings.
///
/// It is read from its end, as A1111 does: the last line holds settings if at least three are in
/// it, and every line before it belongs to one of the prompts.
struct InfotextReading {
  /// Empty where there is none.
  private(set) var prompt = ""
  /// Nil without a line for it.
  private(set) var negative: String?
  /// In order; a value in quotes is without them.
  private(set) var settings: [ForeignRecipe.Setting] = []

  private static let negativeMark = "Negative prompt:"
  private static let fewestSettings = 3

  init(_ text: String) {
    // As scalars, since Swift takes the two characters of a line end for one.
    let scalars = Self.trimmed(text.unicodeScalars[...])
    var lines = scalars.split(separator: "\n", omittingEmptySubsequences: false)
    let last = lines.popLast() ?? scalars
    settings = SettingsLine(String(last)).settings
    if settings.count < Self.fewestSettings {
      settings = []
      lines.append(last)
    }
    var (wanted, unwanted): ([String], [String]) = ([], [])
    var isNegative = false
    for line in lines {
      var line = Self.trimmed(line)
      if line.starts(with: Self.negativeMark.unicodeScalars) {
        isNegative = true
        line = Self.trimmed(line.dropFirst(Self.negativeMark.unicodeScalars.count))
      }
      if isNegative { unwanted.append(String(line)) } else { wanted.append(String(line)) }
    }
    prompt = Self.joined(wanted)
    negative = isNegative ? Self.joined(unwanted) : nil
  }

  /// The value of the setting with exactly this name, the last of several.
  subscript(name: String) -> String? { settings.last { $0.name == name }?.text }

  /// What the settings that most programs share say, and the others as they are.
  func recipe(of program: String) -> ForeignRecipe {
    var recipe = ForeignRecipe(program: program)
    recipe.prompt = prompt
    recipe.negative = negative
    recipe.seed = self["Seed"].flatMap(FoundNumber.init)
    recipe.steps = self["Steps"].flatMap(FoundNumber.init)
    recipe.guidance = self["CFG scale"].flatMap(FoundNumber.init)
    recipe.take(size: self["Size"])
    recipe.sampler = word("Sampler")
    recipe.model = word("Model")
    let known: Set = ["Seed", "Steps", "CFG scale", "Size", "Sampler", "Model"]
    recipe.others = settings.filter { !known.contains($0.name) }
    return recipe
  }

  /// A value that is not empty.
  func word(_ name: String) -> String? { self[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// Empty lines at both ends are none of a prompt.
  private static func joined(_ lines: [String]) -> String {
    lines.drop { $0.isEmpty }.reversed().drop { $0.isEmpty }.reversed().joined(separator: "\n")
  }

  private static func trimmed(_ text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
    let isSpace: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
    let start = text.drop(while: isSpace)
    let end = start.lastIndex { !isSpace($0) }.map { start.index(after: $0) } ?? start.startIndex
    return start[..<end]
  }
}
