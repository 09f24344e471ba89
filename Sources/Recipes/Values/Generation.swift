/// The two published kinds of model.
package enum Generation: String, Sendable {
  /// Stage B draws tokens.
  case first = "wuerstchen-v1"
  /// Stage B draws a finer latent, from a text tower of its own.
  case second = "wuerstchen-v2"
}
