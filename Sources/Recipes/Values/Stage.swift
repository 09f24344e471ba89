/// The four parts of a run, in order.
package enum Stage: String, Codable, CaseIterable, Sendable {
  case text, c, b, a
}
