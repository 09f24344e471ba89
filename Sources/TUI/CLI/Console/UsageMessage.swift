package import ArgumentParser

/// What the parser of the command line complains about, with what is allowed in its place.
package struct UsageMessage {
  package let text: String

  /// - Parameter command: the one that runs; nil while its options are still read.
  package init(_ error: any Error, of command: (any ParsableCommand.Type)? = nil) {
    // "Help:  --seed <n>  What it is." and "See 'wurst generate --help' for more information."
    let full = Wurst.fullMessage(for: error)
    let help = full.firstMatch(of: /\nHelp:  .+?  (?<help>.+)/)?.output.help
    let named = full.firstMatch(of: /\n *See '(?<command>[^']+)'/)?.output.command
    let running = command.flatMap(CommandTree.path).map { "\($0) --help" }
    var message = Wurst.message(for: error)
    // Where there are few values the parser lists them itself.
    if let help, !message.contains("Please provide") {
      let isAbbreviation = help.dropFirst().first?.isUppercase == true
      message +=
        ": " + (isAbbreviation ? "\(help)" : help.prefix(1).lowercased() + help.dropFirst())
    }
    while message.hasSuffix(".") { message.removeLast() }
    text = "\(message) (see '\(running ?? named.map(String.init) ?? "wurst --help")')"
  }
}
