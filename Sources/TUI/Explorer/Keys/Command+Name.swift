extension Command {
  /// As `config.toml` has it: `drawing.keep`, `gallery.page-up`.
  package var name: String {
    // The case of the part and, in brackets, that of the command with the names of its types.
    let words = "\(self)".split { "().".contains($0) }
    guard let part = words.first, let command = words.last else { return "\(self)" }
    return "\(part.kebab).\(command.kebab)"
  }

  package init?(named name: String) {
    guard let command = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = command
  }
}

extension Substring {
  /// `pageUp` as `page-up`.
  fileprivate var kebab: String {
    reduce(into: "") { $0 += $1.isUppercase ? "-\($1.lowercased())" : String($1) }
  }
}
