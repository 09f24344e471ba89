package import Recipes

extension Command {
  package enum Models: CaseIterable, Hashable, Sendable {
    case open, up, down, first, last, choose
  }
}

extension Action {
  package enum Models: Sendable {
    /// The models that are there; `isComplete` once all of them were looked into.
    case found([ModelOffer], isComplete: Bool)
    case opened(ModelFacts)
    case failed(name: String, String)
  }
}

extension Effect {
  package enum Models: Equatable, Sendable {
    case list
    case open(String)
  }
}
