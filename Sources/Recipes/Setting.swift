/// One of the things below the prompt that keys turn.
package struct Setting: Hashable, Sendable {
  /// Unlike that of every other.
  package let id: String
  package let place: Place
  package let kind: Kind
  /// What stands where there is no value, as for a seed that follows another one.
  package let unset: String?
  private let words: @Sendable (ModelFacts) -> String
  private let explanation: @Sendable (ModelFacts, Recipe) -> String
  private let isShown: @Sendable (ModelFacts, Recipe) -> Bool

  init(
    _ id: String, _ place: Place, label: @escaping @Sendable (ModelFacts) -> String, _ kind: Kind,
    unset: String? = nil,
    isShown: @escaping @Sendable (ModelFacts, Recipe) -> Bool = { _, _ in true },
    explained: @escaping @Sendable (ModelFacts, Recipe) -> String
  ) {
    self.id = id
    self.place = place
    self.kind = kind
    self.unset = unset
    words = label
    self.isShown = isShown
    explanation = explained
  }

  /// A setting that is called the same whatever the model.
  init(
    _ id: String, _ place: Place, _ label: String, _ kind: Kind, unset: String? = nil,
    isShown: @escaping @Sendable (ModelFacts, Recipe) -> Bool = { _, _ in true },
    explained: @escaping @Sendable (ModelFacts, Recipe) -> String
  ) {
    self.init(
      id, place, label: { _ in label }, kind, unset: unset, isShown: isShown, explained: explained)
  }

  /// A setting that is also explained the same.
  init(
    _ id: String, _ place: Place, _ label: String, _ kind: Kind, unset: String? = nil,
    isShown: @escaping @Sendable (ModelFacts, Recipe) -> Bool = { _, _ in true }, explained: String
  ) {
    self.init(
      id, place, label, kind, unset: unset, isShown: isShown, explained: { _, _ in explained })
  }

  package static func == (one: Self, other: Self) -> Bool { one.id == other.id }

  package func hash(into hasher: inout Hasher) { hasher.combine(id) }

  /// Where the screen has the setting.
  package struct Place: Sendable {
    package let group: Group
    /// The row in the group, of which not all need be shown; two settings may share one.
    package let row: Int
    /// What the row is called instead of its first setting.
    package let heading: String?
    /// What stands before a setting that is not the first of its row.
    package let joint: String
    /// The stage whose colour it has.
    package var stage: Stage? { group.stage }

    package enum Group: Int, Sendable {
      case picture, stageC, stageB, machine

      /// What stands above its settings.
      package func title(_ facts: ModelFacts) -> String {
        switch self {
        case .picture: "Picture"
        case .stageC: "Stage C, latent"
        case .stageB: facts.drawsTokens ? "Stage B, tokens" : "Stage B, detail"
        case .machine: "Machine"
        }
      }

      package var stage: Stage? {
        switch self {
        case .stageC: .c
        case .stageB: .b
        case .picture, .machine: nil
        }
      }
    }

    init(_ group: Group, _ row: Int, heading: String? = nil, joint: String = " → ") {
      self.group = group
      self.row = row
      self.heading = heading
      self.joint = joint
    }
  }

  /// All settings, in the order of the screen.
  package static let allCases: [Setting] = {
    let settings = Parameters.all.flatMap(\.settings) + [.preset]
    return settings.enumerated().sorted { one, other in
      let (a, b) = (one.element.place, other.element.place)
      return (a.group.rawValue, a.row, one.offset) < (b.group.rawValue, b.row, other.offset)
    }.map(\.element)
  }()

  /// The settings that a model has and that a recipe uses, in order.
  package static func shown(_ facts: ModelFacts, _ recipe: Recipe) -> [Setting] {
    allCases.filter { $0.isShown(facts, recipe) }
  }

  package func label(_ facts: ModelFacts) -> String { words(facts) }

  /// What it is called below the title of its group.
  package func shortLabel(_ facts: ModelFacts) -> String {
    let label = label(facts)
    let words = label.split(separator: " ", maxSplits: 1)
    guard place.stage != nil, words.count == 2, ["Latent", "Token", "Detail"].contains(words[0])
    else { return label }
    return words[1].prefix(1).uppercased() + words[1].dropFirst()
  }

  /// What the setting is a part of.
  private var parameter: (any AnyParameter)? {
    Parameters.all.first { $0.settings.contains(self) }
  }

  /// Gives the setting the value that it has in `standard`.
  package func reset(_ recipe: inout Recipe, to standard: Recipe, _ facts: ModelFacts) {
    if let number, let usual = number.usual {
      number.set(&recipe, usual, facts)
    } else {
      parameter?.take(from: standard, into: &recipe)
    }
  }

  /// What the setting does, in one short line.
  package func explanation(_ facts: ModelFacts, _ recipe: Recipe) -> String {
    explanation(facts, recipe)
  }
}

extension Setting {
  package static let preset = Setting(
    "preset", .init(.picture, 6), "Preset",
    .choice(
      Choice(
        text: { recipe, facts in
          let (preset, changed) = Preset.nearest(to: recipe, facts.defaults)
          return changed.isEmpty ? preset.rawValue : "\(preset.rawValue), \(changed.count) changed"
        },
        turn: { recipe, up, facts in
          let (preset, changed) = Preset.nearest(to: recipe, facts.defaults)
          // What was changed goes first.
          (changed.isEmpty ? preset.neighbour(up: up) : preset).apply(to: &recipe, facts.defaults)
        }))
  ) { facts, recipe in
    let (preset, changed) = Preset.nearest(to: recipe, facts.defaults)
    guard !changed.isEmpty else { return preset.explanation }
    var standard = recipe
    preset.apply(to: &standard, facts.defaults)
    let differences = changed.flatMap(\.settings).compactMap { setting -> String? in
      let (before, after) = (setting.text(in: standard, facts), setting.text(in: recipe, facts))
      return before == after ? nil : "\(setting.label(facts)) \(before) → \(after)"
    }
    let shown = differences.prefix(2).joined(separator: ", ")
    let more = differences.count > 2 ? " and \(differences.count - 2) more" : ""
    return "\(preset.rawValue) but for \(shown)\(more); → leaves that"
  }
}
