import Files
import Foundation
import Render
import Terminal

/// The terminal, as it answers and as the environment describes it.
enum TerminalCheck {
  @MainActor
  static var findings: [Finding] { findings(Invocation.environment) }

  @MainActor
  private static func findings(_ environment: [String: String]) -> [Finding] {
    var findings = [kind(environment), surroundings(environment), encoding(environment)]
    guard let device = try? TerminalDevice() else {
      findings.append(
        Finding(.terminal, "answers", "not asked, since input or output is no terminal"))
      return findings
    }
    defer {
      device.giveBack()
      device.releaseErrors()
    }
    let probe = CapabilityProbe(
      device, environment: environment,
      patience: CapabilityProbe.patience(environment: environment), lingers: true)
    return findings + answers(probe.parser.capabilities, device.window, environment)
  }

  private static func kind(_ environment: [String: String]) -> Finding {
    let type = environment["TERM", default: ""]
    let choices = TerminalType.descriptions(of: type)
    let drawn = choices.first(where: Screen.knows)
    let shown = type.isEmpty ? "not said" : type
    guard let drawn else {
      return Finding(
        .terminal, "kind (TERM)", shown,
        problem: choices.isEmpty
          ? "such a terminal cannot place text; the commands work, the explorer does not"
          : "this machine knows no terminal like it; install ncurses-term")
    }
    return Finding(
      .terminal, "kind (TERM)", shown,
      problem: drawn == type
        ? nil : "it is unknown on this machine, and drawn as \(drawn); install ncurses-term")
  }

  private static func surroundings(_ environment: [String: String]) -> Finding {
    var places = [("TMUX", "tmux"), ("ZELLIJ", "zellij")]
      .filter { !environment[$0.0, default: ""].isEmpty }.map(\.1)
    // tmux names itself so as well.
    if places.isEmpty, environment["TERM", default: ""].hasPrefix("screen") {
      places = ["GNU screen"]
    }
    if TerminalDevice.isRemote(environment) { places.append("SSH") }
    return Finding(
      .terminal, "reached through", places.isEmpty ? "nothing" : places.joined(separator: ", "))
  }

  private static func encoding(_ environment: [String: String]) -> Finding {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"]
    let name = names.first { !environment[$0, default: ""].isEmpty }
    let value = name.map { environment[$0, default: ""] } ?? "not said"
    let isUnicode = value.uppercased().replacing("-", with: "").contains("UTF8")
    return Finding(
      .terminal, "locale", name.map { "\(value) (\($0))" } ?? value,
      problem: isUnicode || name == nil || ["c", "posix"].contains(value.lowercased())
        ? nil : "wurst writes UTF-8 all the same; set LANG to a locale that ends in .UTF-8")
  }

  /// The ways of drawing with pixels that the terminal says it has.
  private static func names(_ capabilities: Capabilities) -> [String] {
    [
      ("kitty", capabilities.kitty), ("kitty through tmux", capabilities.kittyBehindTmux),
      ("inline images", capabilities.inlineImages),
      ("sixel in \(capabilities.usableColours) colours", capabilities.sixel),
    ].filter(\.1).map(\.0)
  }

  private static func answers(
    _ capabilities: Capabilities, _ window: WindowSize, _ environment: [String: String]
  ) -> [Finding] {
    let cell = CellSize(capabilities: capabilities, window: window)
    let decision = GraphicsDecision(
      choice: Configuration.ofUser.configuration.graphics ?? .auto, capabilities: capabilities,
      environment: environment)
    let size = Size(width: window.columns, height: window.rows)
    let yes = { (holds: Bool) in holds ? "yes" : "no" }
    return [
      Finding(
        .terminal, "name", capabilities.name ?? "not said",
        problem: capabilities.answered
          ? nil : "it answered no question; over a slow line, try again"),
      Finding(
        .terminal, "size", "\(window.columns)×\(window.rows) cells",
        problem: size.isTooSmall
          ? "the explorer needs \(Size.smallest.width)×\(Size.smallest.height)" : nil),
      Finding(
        .terminal, "cell",
        "\(cell.pixels.width)×\(cell.pixels.height) pixels, by \(cell.source.rawValue)"),
      Finding(
        .terminal, "pictures", decision.reason,
        problem: decision.mode == .none ? "no pictures are shown; another terminal shows them" : nil
      ),
      Finding(
        .terminal, "named for pictures",
        names(capabilities).isEmpty ? "nothing" : names(capabilities).joined(separator: ", ")),
      Finding(.terminal, "frames held back", yes(capabilities.synchronizedOutput)),
      Finding(
        .terminal, "background",
        capabilities.background == nil ? "not said" : capabilities.isOnLight ? "light" : "dark"),
    ]
  }
}
