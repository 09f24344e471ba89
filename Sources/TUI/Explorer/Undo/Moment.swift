import Recipes

/// All that the user sets, as it was once.
struct Moment: Sendable {
  let prompt: PromptField
  let negative: PromptField
  let recipe: Recipe
  let seedMode: SeedMode
  /// The names of those that are switched on.
  let styles: [String]
  let input: InputPicture?
  /// What was in view, for a step that puts something else there.
  let sight: DrawingState.Sight
  let runCount: Int
  /// How many runs waited.
  private let waiting: Int

  init(_ state: State) {
    prompt = state.drawing.prompt
    negative = state.drawing.negative
    recipe = state.settings.recipe
    seedMode = state.settings.seedMode
    styles = state.styles.active
    input = state.opener.input
    sight = state.drawing.sight
    runCount = state.drawing.runCount
    waiting = state.drawing.waiting.count
  }

  /// The recipe without what follows from each run.
  private var chosen: Recipe {
    var chosen = recipe
    (chosen.prompt, chosen.negative) = ("", "")
    if seedMode == .random { chosen.seed = 0 }
    return chosen
  }

  /// What is set otherwise in `other`; nil where nothing is.
  func change(to other: Moment) -> UndoStep.Subject? {
    let prompts = prompt.characters != other.prompt.characters
    let negatives = negative.characters != other.negative.characters
    if styles != other.styles { return .several }
    var (own, others) = (chosen, other.chosen)
    // The next seed is what a run takes by itself.
    let isCounted = seedMode == .counting && (runCount, waiting) != (other.runCount, other.waiting)
    if isCounted { others.seed = own.seed }
    if own == others && seedMode == other.seedMode {
      if prompts && negatives { return .several }
      return prompts ? .prompt : negatives ? .negative : nil
    }
    let names = Parameters.all.filter { $0.differs(own, others) }.map(\.id)
    // What comes or goes as a whole is no more of the change before.
    let isOther =
      own.start.path != others.start.path || own.toward?.prompt != others.toward?.prompt
      || own.loras.map(\.path) != others.loras.map(\.path)
    return prompts || isOther || names.count != 1 ? .several : .parameter(names[0])
  }

  /// What is set otherwise in `other`, in words such as `Latent guidance 3.0 → 5.0`.
  func words(to other: Moment, _ facts: ModelFacts) -> String {
    var (own, others) = (recipe, other.recipe)
    if seedMode == .random && other.seedMode == .random { own.seed = others.seed }
    (own.prompt, own.negative) = (prompt.text, negative.text)
    (others.prompt, others.negative) = (other.prompt.text, other.negative.text)
    let difference = RecipeDifference(own, others, facts: facts)
    var words = difference.settings
    if seedMode != other.seedMode {
      words.insert("seed \(seedMode.rawValue) → \(other.seedMode.rawValue)", at: 0)
    }
    if styles != other.styles {
      let names = [styles, other.styles].map {
        $0.isEmpty ? "none" : $0.joined(separator: ", ")
      }
      words.insert("styles \(names[0]) → \(names[1])", at: 0)
    }
    if !difference.negative.isEmpty {
      words.insert("negative prompt, " + Self.words(negative.text, other.negative.text), at: 0)
    }
    if !difference.prompt.isEmpty {
      words.insert(Self.words(prompt.text, other.prompt.text), at: 0)
    }
    if words.isEmpty { return "a change of spaces" }
    return words.count > 3
      ? words.prefix(2).joined(separator: ", ") + " and \(words.count - 2) more"
      : words.joined(separator: ", ")
  }

  /// How one text became the other: what was typed, or deleted, or put in its place.
  private static func words(_ one: String, _ other: String) -> String {
    let start = zip(one, other).prefix { $0 == $1 }.count
    let (before, after) = (one.dropFirst(start), other.dropFirst(start))
    let end = zip(before.reversed(), after.reversed()).prefix { $0 == $1 }.count
    let (gone, new) = (before.dropLast(end).trimmed, after.dropLast(end).trimmed)
    if gone.isEmpty { return "“\(new)” typed" }
    return new.isEmpty ? "“\(gone)” deleted" : "“\(gone)” → “\(new)”"
  }
}

extension Substring {
  /// Without spaces at its ends, and with its middle left out where it is long.
  fileprivate var trimmed: String {
    let text = String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    return text.count > 40 ? text.prefix(24) + "…" + text.suffix(12) : text
  }
}

/// A change that can be taken back.
struct UndoStep: Sendable {
  /// What is changed.
  enum Subject: Equatable, Sendable {
    case prompt, negative
    case parameter(String)
    case several
    /// What goes from one run of the session to the next.
    case walk
  }

  enum Content: Sendable {
    /// As everything was before; with what was in view where `showsSight`.
    case moment(Moment, showsSight: Bool)
    /// A run that was taken away from those that wait.
    case waiting(Recipe)
  }

  let content: Content
  /// What it was, instead of what can be told from what has changed.
  var label: String?
}

/// What is said of the change that a key makes, and how it is undone.
struct UndoNote: Sendable {
  var label: String?
  var subject: UndoStep.Subject?
  /// Whether something else comes into view with it.
  var showsSight = true
}
