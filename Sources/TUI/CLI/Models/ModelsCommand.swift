package import ArgumentParser

/// `wurst models`: what models there are, and which are registered.
package struct ModelsCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "models", abstract: "List models, register them and look into their files.",
    examples: ["wurst models", "wurst models inspect toy-scenes"],
    subcommands: [List.self, Add.self, Inspect.self, Remove.self], defaultSubcommand: List.self)

  package init() {}
}
