/// The rule that takes a latent from one noise level to the next (spec v1 §7).
package enum DiffusionSampler: String, Codable, CaseIterable, Sendable {
  case ddpm, ddim
  /// DPM-Solver++ 2M, of the second order: good with a third of the steps.
  case dpm
}
