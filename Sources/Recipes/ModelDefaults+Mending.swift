extension ModelDefaults {
  /// `recipe` with the model's own values for what it lacks and for what the model has no use for.
  ///
  /// - Parameter previous: settings of another model, which stand for this one's; none if nil.
  /// - Returns: the recipe, and the names of the parameters that were changed, in the order of texts.
  package func mended(
    _ recipe: Recipe, from previous: ModelDefaults? = nil
  ) -> (recipe: Recipe, changed: [String]) {
    var mended = recipe
    for parameter in Parameters.all { parameter.adapt(&mended, from: previous, to: self) }
    let changed = Parameters.all.filter { $0.differs(mended, recipe) }.map(\.name)
    return (mended, changed)
  }
}
