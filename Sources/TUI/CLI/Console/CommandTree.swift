import ArgumentParser

/// The commands by their names.
package enum CommandTree {
  /// The names that lead to a command, such as `wurst gallery list`.
  static func path(to command: any ParsableCommand.Type) -> String? {
    func path(_ here: any ParsableCommand.Type) -> [String]? {
      let name = here._commandName
      if here == command { return [name] }
      return here.configuration.subcommands.lazy.compactMap(path).first.map { [name] + $0 }
    }
    return path(Wurst.self)?.joined(separator: " ")
  }

  /// Refuses a word that stands where only a command can, and is none; also behind `help`.
  ///
  /// - Throws: `Failure` that names the nearest command.
  package static func check(_ arguments: [String]) throws(Failure) {
    var words = arguments[...]
    let isHelp = words.first == "help"
    if isHelp { words.removeFirst() }
    var command: any ParsableCommand.Type = Wurst.self
    var path = [command._commandName]
    while let word = words.first, !word.hasPrefix("-") {
      let below = command.configuration.subcommands
      if below.isEmpty && !isHelp { return }
      guard let next = below.first(where: { $0._commandName == word }) else {
        throw missing(word, below.map { $0._commandName }, path.joined(separator: " "))
      }
      command = next
      path.append(word)
      words.removeFirst()
    }
  }

  private static func missing(_ word: String, _ names: [String], _ path: String) -> Failure {
    let nearest = names.min { $0.distance(to: word) < $1.distance(to: word) }
    let hint =
      word.contains(" ") && path == Wurst._commandName
      ? "'wurst generate' draws a prompt" : nearest.map { "the nearest is '\($0)'" }
    return Failure(
      "there is no command '\(word)'" + (hint.map { "; \($0)" } ?? " below '\(path)'")
        + " (see '\(path) --help')", .usage)
  }
}

extension String {
  /// How many characters have to be added, taken away or exchanged to come to `other`.
  fileprivate func distance(to other: String) -> Int {
    let other = Array(other)
    var row = Array(0...other.count)
    for (index, character) in enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for place in other.indices {
        let exchanged = diagonal + (other[place] == character ? 0 : 1)
        diagonal = row[place + 1]
        row[place + 1] = Swift.min(exchanged, row[place] + 1, diagonal + 1)
      }
    }
    return row[other.count]
  }
}
