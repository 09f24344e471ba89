extension Recipe {
  /// The first parameter that is out of its range, as a sentence; nil when all are possible.
  ///
  /// Which sizes are possible is for the model to say.
  package var problem: String? {
    Parameters.all.lazy.compactMap { $0.problem(in: self) }.first
  }
}
