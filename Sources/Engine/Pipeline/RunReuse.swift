package import Recipes

/// What a run of a recipe takes over of earlier ones.
struct RunReuse {
  /// With the whole latent.
  let latent: Trace?
  /// With some steps of the latent, the most there are.
  let partOfLatent: Trace?
  let stageB: Trace?
  /// With some steps of Stage B.
  let partOfStageB: Trace?
  let pictures: Trace?

  /// - Parameter goesOn: whether a stage may be gone on with in its midst.
  init(_ recipe: Recipe, _ earlier: [Trace], goesOn: Bool) {
    latent = earlier.first { $0.hasLatent(of: recipe) }
    stageB = earlier.first { $0.hasStageB(of: recipe) }
    pictures = earlier.first { $0.hasPictures(of: recipe) }
    func furthest(_ isUsable: (Trace) -> Bool) -> Trace? {
      earlier.filter { goesOn && isUsable($0) }.max { $0.part?.step ?? 0 < $1.part?.step ?? 0 }
    }
    partOfLatent = latent == nil ? furthest { $0.hasPartOfLatent(of: recipe) } : nil
    partOfStageB = stageB == nil ? furthest { $0.hasPartOfStageB(of: recipe) } : nil
  }

  /// Whether the text need not be read again.
  var hasText: Bool {
    latent == nil ? partOfLatent != nil : latent?.afterC != nil || stageB != nil
  }
}

/// What a run of a recipe would take over, and what it would draw.
package struct RunForecast: Equatable, Sendable {
  package enum Part: Equatable, Sendable {
    case kept
    /// After so many steps that are done.
    case drawn(after: Int)
  }

  private let parts: [Stage: Part]

  /// - Parameter parts: what is not among them is drawn whole.
  package init(_ parts: [Stage: Part]) { self.parts = parts }

  /// - Parameters:
  ///   - recipe: one that fits the model.
  ///   - earlier: runs before, finished or stopped.
  package init(_ recipe: Recipe, reusing earlier: [Trace] = []) {
    let reuse = RunReuse(recipe, earlier, goesOn: true)
    parts = [
      .text: reuse.hasText ? .kept : .drawn(after: 0),
      .c: reuse.latent != nil ? .kept : .drawn(after: reuse.partOfLatent?.part?.step ?? 0),
      .b: reuse.stageB != nil ? .kept : .drawn(after: reuse.partOfStageB?.part?.step ?? 0),
      .a: reuse.pictures != nil ? .kept : .drawn(after: 0),
    ]
  }

  package subscript(stage: Stage) -> Part { parts[stage] ?? .drawn(after: 0) }

  /// Whether anything need not be drawn.
  package var takesOver: Bool { parts.values.contains { $0 != .drawn(after: 0) } }
}
