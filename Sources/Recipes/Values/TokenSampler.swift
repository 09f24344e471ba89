/// The rule that picks a token from its logits (spec v1 §8).
package enum TokenSampler: String, Codable, CaseIterable, Sendable {
  case argmax, multinomial, quant
}
