import Gallery

/// The JSON of what is thought of a picture.
struct JudgementInput: FuzzedReader {
  func read(_ bytes: [UInt8]) throws {
    let judgement = Judgement(lenient: String(decoding: bytes, as: UTF8.self))
    check(0...5 ~= judgement.rating && Set(judgement.tags).count == judgement.tags.count)
    check(judgement.tags.allSatisfy { Judgement.problem(ofTag: $0) == nil })
    guard let text = judgement.text else { return check(judgement == .none) }
    check(Judgement(lenient: text) == judgement)
  }
}
