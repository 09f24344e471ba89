import Engine
package import Files
package import Recipes

/// The window in which a model is chosen, and the model that was.
package struct ModelsState: Sendable {
  package private(set) var offers: [ModelOffer] = []
  package private(set) var selection = 0
  /// Whether all of them were looked into.
  package private(set) var isComplete = false
  package var isOpen = false
  /// The model that is being opened, and the recipe to take over with it.
  package var opening: Opening?

  package init() {}

  /// A model on its way, and why.
  package struct Opening: Equatable, Sendable {
    package let name: String
    /// The recipe from the gallery that the model has drawn.
    package let recipe: Recipe?
    /// The picture with that recipe.
    package let path: Path?
    /// Whether the recipe is drawn as soon as the model is there.
    package let drawsAtOnce: Bool
    /// The run of this session that is shown as soon as the model is there.
    package let run: RunID?

    package init(
      name: String, recipe: Recipe? = nil, path: Path? = nil, drawsAtOnce: Bool = false,
      run: RunID? = nil
    ) {
      self.run = run
      self.name = name
      self.recipe = recipe
      self.path = path
      self.drawsAtOnce = drawsAtOnce
    }
  }

  package var selected: ModelOffer? {
    offers.indices.contains(selection) ? offers[selection] : nil
  }

  /// Opens the window on what was known before, with the model in use selected.
  package mutating func open(on name: String) {
    isOpen = true
    isComplete = false
    selection = offers.firstIndex { $0.isNamed(name) } ?? 0
  }

  /// Takes a new list and keeps the selection on its model.
  ///
  /// - Parameter name: the model to select where there was no list before.
  package mutating func show(_ list: [ModelOffer], isComplete: Bool, current name: String) {
    let wanted = selected?.model
    var list = list
    // What was read before stays until it was read again.
    for index in list.indices where list[index].state == .unread {
      if let known = offers.first(where: { $0.model == list[index].model }) {
        list[index].state = known.state
      }
    }
    offers = list
    selection =
      offers.firstIndex { $0.model == wanted } ?? offers.firstIndex { $0.isNamed(name) } ?? 0
    self.isComplete = isComplete
  }

  package mutating func select(_ index: Int) {
    selection = max(0, min(offers.count - 1, index))
  }
}

/// One model in the list.
package struct ModelOffer: Equatable, Sendable {
  package let model: ModelPlace
  package var state = State.unread

  package enum State: Equatable, Sendable {
    case unread
    case known(ModelFacts)
    /// It cannot be opened, and why.
    case unusable(String)
  }

  package init(_ model: ModelPlace) { self.model = model }

  package var facts: ModelFacts? {
    if case .known(let facts) = state { return facts }
    return nil
  }

  /// Whether it is the model of this name, by which it is found or which its recipes carry.
  package func isNamed(_ name: String) -> Bool { facts?.name == name || model.name == name }
}
