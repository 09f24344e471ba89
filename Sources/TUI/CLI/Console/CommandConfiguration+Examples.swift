import ArgumentParser

extension CommandConfiguration {
  /// A command whose help ends with examples of how it is called.
  init(
    commandName: String? = nil, abstract: String, discussion: String = "", examples: [String],
    version: String = "", subcommands: [any ParsableCommand.Type] = [],
    defaultSubcommand: (any ParsableCommand.Type)? = nil, helpNames: NameSpecification? = nil
  ) {
    let lines =
      (examples.count == 1 ? "Example:\n" : "Examples:\n")
      + examples.map { "  " + $0 }.joined(separator: "\n")
    self.init(
      commandName: commandName, abstract: abstract,
      discussion: discussion.isEmpty ? lines : discussion + "\n\n" + lines, version: version,
      subcommands: subcommands, defaultSubcommand: defaultSubcommand, helpNames: helpNames)
  }
}
