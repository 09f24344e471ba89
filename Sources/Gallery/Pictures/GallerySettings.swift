/// What users set of a gallery, in the environment.
package struct GallerySettings: Equatable, Sendable {
  /// How many of the finished runs that were not kept stay.
  package var runs = 200
  /// After how many days what is in the trash is deleted; nil leaves it there.
  package var trashDays: Int? = 30
  /// Whether pictures carry their latent and tokens.
  package var keepsTraces = true

  package init() {}

  /// What is no number where one is needed is passed over.
  package init(environment: [String: String]) {
    if let runs = environment["WURST_RUNS"].flatMap({ Int($0) }), 1...100_000 ~= runs {
      self.runs = runs
    }
    if let days = environment["WURST_TRASH_DAYS"].flatMap({ Int($0) }), 0...100_000 ~= days {
      trashDays = days == 0 ? nil : days
    }
    keepsTraces = environment["WURST_TRACE"] != "no"
  }
}
