package import Recipes

/// What of a recipe is another than in a second one, in words.
package struct RecipeDifference: Equatable {
  /// A piece of text: in both, in the first alone, or in the second alone.
  package enum Word: Equatable {
    case same(String)
    case removed(String)
    case added(String)
  }

  /// Empty where both are alike.
  package let prompt: [Word]
  package let negative: [Word]
  /// As `guidance 3 → 5`.
  package let settings: [String]

  /// - Parameter facts: of the open model, for the names of settings.
  package init(_ one: Recipe, _ other: Recipe, facts: ModelFacts) {
    prompt = one.prompt == other.prompt ? [] : Self.words(one.prompt, other.prompt)
    negative = one.negative == other.negative ? [] : Self.words(one.negative, other.negative)
    var settings: [String] = []
    if one.model != other.model {
      settings.append(
        "model \(ModelPlace.shortened(one.model)) → \(ModelPlace.shortened(other.model))")
    }
    var own = facts
    own.codes = one.stageB.temperature == nil ? nil : facts.codes ?? 1
    // A preset is what the other settings are.
    let shown = Setting.allCases.filter { $0 != .preset }.filter {
      Setting.shown(own, one).contains($0) || Setting.shown(own, other).contains($0)
    }
    for setting in shown {
      let (before, after) = (setting.text(in: one, own), setting.text(in: other, own))
      if before != after { settings.append("\(setting.label(own)) \(before) → \(after)") }
    }
    self.settings = settings
  }

  package var isEmpty: Bool { prompt.isEmpty && negative.isEmpty && settings.isEmpty }

  /// Of what both have, the words beside a change stay, so that it is seen where it is.
  package static func words(_ one: String, _ other: String) -> [Word] {
    let before = one.split(separator: " ").map(String.init)
    let after = other.split(separator: " ").map(String.init)
    let changes = after.difference(from: before)
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in changes {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var all: [Word] = []
    var (a, b) = (0, 0)
    while a < before.count || b < after.count {
      if removed.contains(a) {
        all.append(.removed(before[a]))
        a += 1
      } else if added.contains(b) {
        all.append(.added(after[b]))
        b += 1
      } else {
        all.append(.same(before[a]))
        (a, b) = (a + 1, b + 1)
      }
    }
    var kept: [Word] = []
    for (index, word) in all.enumerated() {
      guard case .same = word else {
        kept.append(word)
        continue
      }
      let isBeside = all[max(0, index - 1)...min(all.count - 1, index + 1)].contains {
        if case .same = $0 { false } else { true }
      }
      if isBeside {
        kept.append(word)
      } else if kept.last != .same("…") {
        kept.append(.same("…"))
      }
    }
    return kept
  }
}
