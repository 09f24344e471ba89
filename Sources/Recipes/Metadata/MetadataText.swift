/// A named text of a picture file.
package struct MetadataText: Equatable, Sendable {
  package let keyword: String
  package let text: String
  /// Whether programs look for it in the oldest form that a file has for texts.
  package let isPlain: Bool

  package init(keyword: String, text: String, isPlain: Bool = false) {
    self.keyword = keyword
    self.text = text
    self.isPlain = isPlain
  }
}
