/// What another program wrote into a picture, as it wrote it.
package struct ForeignRecipe: Equatable, Sendable {
  /// As people call it.
  package var program: String
  package var prompt: String?
  package var negative: String?
  /// Of up to 64 bits without a sign, in programs that are known.
  package var seed: FoundNumber?
  package var steps: FoundNumber?
  package var guidance: FoundNumber?
  /// In pixels.
  package var width: FoundNumber?
  package var height: FoundNumber?
  /// With its schedule, where the program writes them as one.
  package var sampler: String?
  package var model: String?
  /// Everything else in the order of the file.
  package var others: [Setting] = []

  /// A setting under the name that the file has for it.
  package struct Setting: Equatable, Sendable {
    package let name: String
    package let text: String

    package init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  package init(program: String) { self.program = program }

  /// Takes a size such as `512x768`.
  mutating func take(size: String?) {
    guard let match = size?.firstMatch(of: /^\s*([0-9]{1,9})\s*[x×*]\s*([0-9]{1,9})\s*$/) else {
      return
    }
    width = FoundNumber(String(match.1))
    height = FoundNumber(String(match.2))
  }

  /// Whether anything was found that tells how the picture was made.
  package var isEmpty: Bool {
    prompt == nil && seed == nil && steps == nil && sampler == nil && model == nil
  }
}
