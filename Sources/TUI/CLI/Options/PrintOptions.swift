import ArgumentParser

/// Whether a command prints what it lists, or has done, for people or for programs.
struct PrintOptions: ParsableArguments {
  @Flag(help: "Print JSON.")
  var json = false

  /// For people alone.
  func print(_ lines: String...) throws { try print(lines: lines) }

  func print(lines: [String]) throws {
    if !json { try Console.print(lines: lines) }
  }

  /// For programs alone: an object with what the command is about by its name.
  func report(_ name: String, _ content: some Encodable) throws {
    if json { try Console.print(json: [name: content]) }
  }
}
