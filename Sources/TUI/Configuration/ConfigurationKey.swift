import ArgumentParser
import Recipes
import Render
import Terminal

/// One row of what `config.toml` can hold: its name, what it does, and how it is read.
package struct ConfigurationKey: Sendable {
  /// As the file has it; a dot leads into a table.
  package let name: String
  /// What it does, as a sentence.
  package let help: String
  /// What may stand for it.
  package let wanted: String
  /// What is so without it.
  package let usual: String
  /// The values that it can have, where they are few.
  package private(set) var options: [String] = []
  /// Takes a value over; false for one that cannot be.
  let take: @Sendable (inout Configuration, ConfigurationValue) -> Bool
  private let show: @Sendable (Configuration) -> ConfigurationValue?

  /// All there are, in the order in which they are listed.
  package static let all = [
    text(
      "model", \.model, "The model that draws.", wanted: "the name or the paths of a model",
      usual: ResourceLocator.defaultModel),
    preset,
    text(
      "theme", \.theme, "The colours of the explorer.",
      wanted: "the name of a theme or the path of its file", usual: ThemeFolders.automatic),
    choice("graphics", \.graphics, "How pictures are drawn in the terminal.", usual: "auto"),
    flag("mouse", \.mouse, "Whether the explorer hears of the mouse.", usual: "true"),
    flag(
      "notify", \.notify,
      "Whether the end of a long run is told while another window is typed into, or by the bell.",
      usual: "false"),
    whole(
      "notify-after", \.notifyAfter, 0...86_400, "The seconds from which on a run is long.",
      usual: "\(Notices().patience)"),
    flag(
      "title", \.title, "Whether the window's title says how far a run is.", usual: "true"),
    text(
      "editor", \.editor, "What texts are edited in, before $VISUAL and $EDITOR.",
      wanted: "a program and its options", usual: "$VISUAL or $EDITOR"),
    whole("threads", \.threads, 1...1024, "Threads to compute with.", usual: "all cores"),
    argument(
      "memory", \.memory, "Memory to use at most.", wanted: "a size such as \"8G\"",
      usual: "most of what is free"),
    choice("precision", \.precision, "What products are computed in.", usual: "auto"),
    flag(
      "hints", \.hints, "Whether the first few actions are followed by the next useful key.",
      usual: "true"),
    flag(
      "restore", \.restore,
      "Whether the explorer keeps prompts, settings and waiting runs, and begins with those of last time.",
      usual: "true"),
    whole(
      "gallery.runs", \.runs, 1...100_000, "Finished runs that stay without being kept.",
      usual: "200"),
    whole(
      "gallery.trash-days", \.trashDays, 0...100_000,
      "Days after which what lies in the trash is deleted; 0 leaves it there.", usual: "30"),
    flag(
      "gallery.trace", \.keepsTraces,
      "Whether pictures carry the latent and the tokens that they can be drawn on from.",
      usual: "true"),
  ]

  package static func named(_ name: String) -> ConfigurationKey? { all.first { $0.name == name } }

  /// The value in `configuration`; nil where there is none.
  package func value(in configuration: Configuration) -> ConfigurationValue? { show(configuration) }

  /// Whether a preset of the user's own is there is found out when it is needed.
  private static let preset: Self = {
    let options = Preset.allCases.map(\.rawValue)
    let known = options.map { "\"\($0)\"" }.joined(separator: ", ")
    return Self(
      name: "preset", help: "The settings that a new drawing begins with.",
      wanted: "one of \(known), or the name of one of your own", usual: "best", options: options
    ) { configuration, value in
      guard case .text(let name) = value,
        options.contains(name) || OwnPreset.problem(withName: name) == nil
      else { return false }
      configuration.preset = name
      return true
    } show: {
      $0.preset.map(ConfigurationValue.text)
    }
  }()

  private static func text(
    _ name: String, _ path: WritableKeyPath<Configuration, String?> & Sendable, _ help: String,
    wanted: String, usual: String
  ) -> Self {
    Self(name: name, help: help, wanted: wanted, usual: usual) { configuration, value in
      guard case .text(let text) = value, !text.isEmpty else { return false }
      configuration[keyPath: path] = text
      return true
    } show: {
      $0[keyPath: path].map(ConfigurationValue.text)
    }
  }

  private static func whole(
    _ name: String, _ path: WritableKeyPath<Configuration, Int?> & Sendable,
    _ range: ClosedRange<Int>, _ help: String, usual: String
  ) -> Self {
    let wanted = "a whole number of \(range.lowerBound) to \(range.upperBound)"
    return Self(name: name, help: help, wanted: wanted, usual: usual) { configuration, value in
      guard case .whole(let number) = value, range.contains(number) else { return false }
      configuration[keyPath: path] = number
      return true
    } show: {
      $0[keyPath: path].map(ConfigurationValue.whole)
    }
  }

  private static func flag(
    _ name: String, _ path: WritableKeyPath<Configuration, Bool?> & Sendable, _ help: String,
    usual: String
  ) -> Self {
    Self(name: name, help: help, wanted: "true or false", usual: usual, options: ["true", "false"])
    { configuration, value in
      guard case .flag(let flag) = value else { return false }
      configuration[keyPath: path] = flag
      return true
    } show: {
      $0[keyPath: path].map(ConfigurationValue.flag)
    }
  }

  /// A value that is written as the option of the same name takes it.
  private static func argument<Value: ExpressibleByArgument & CustomStringConvertible>(
    _ name: String, _ path: WritableKeyPath<Configuration, Value?> & Sendable, _ help: String,
    wanted: String, usual: String
  ) -> Self {
    Self(name: name, help: help, wanted: wanted, usual: usual) { configuration, value in
      guard case .text(let text) = value, let value = Value(argument: text) else { return false }
      configuration[keyPath: path] = value
      return true
    } show: {
      $0[keyPath: path].map { .text("\($0)") }
    }
  }

  private static func choice<Value: RawRepresentable<String> & CaseIterable & Sendable>(
    _ name: String, _ path: WritableKeyPath<Configuration, Value?> & Sendable, _ help: String,
    usual: String
  ) -> Self {
    let wanted = "one of " + Value.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    let options = Value.allCases.map(\.rawValue)
    return Self(name: name, help: help, wanted: wanted, usual: usual, options: options) {
      configuration, value in
      guard case .text(let text) = value, let value = Value(rawValue: text) else { return false }
      configuration[keyPath: path] = value
      return true
    } show: {
      $0[keyPath: path].map { .text($0.rawValue) }
    }
  }
}

/// A value as TOML has it.
package enum ConfigurationValue: Equatable, Sendable {
  case text(String)
  case whole(Int)
  case flag(Bool)

  /// What a user typed for a value, without the quotes that the file needs.
  package init(typed text: String) {
    self = Int(text).map(Self.whole) ?? Bool(text).map(Self.flag) ?? .text(text)
  }

  /// As a user types it.
  package var typed: String {
    if case .text(let text) = self { return text }
    return toml
  }

  /// As the file has it.
  package var toml: String {
    switch self {
    case .whole(let number): "\(number)"
    case .flag(let flag): "\(flag)"
    case .text(let text): Self.quoted(text)
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        quoted += "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
