/// A text inside a PNG file.
package struct PNGText: Equatable, Sendable {
  /// The kind of chunk that holds the text.
  package enum Form: Equatable, Sendable {
    /// `tEXt` or `zTXt`: the oldest form, which every reader knows.
    case latin
    /// `iTXt`: any Unicode.
    case international
  }

  /// 1…79 printable Latin-1 characters, such as `parameters`.
  package let keyword: String
  package let text: String
  package let form: Form

  /// A text to be written; one that is not plain ASCII is international whatever is asked for.
  ///
  /// A NUL, which ends every PNG text, becomes U+FFFD.
  package init(keyword: String, text: String, form: Form = .international) {
    let parts = text.split(separator: "\0", omittingEmptySubsequences: false)
    self.keyword = keyword
    self.text = parts.joined(separator: "\u{FFFD}")
    self.form = self.text.utf8.allSatisfy { $0 < 0x80 } ? form : .international
  }

  init(keyword: String, text: String, found form: Form) {
    self.keyword = keyword
    self.text = text
    self.form = form
  }
}
