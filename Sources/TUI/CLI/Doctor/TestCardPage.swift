import Render
import Terminal

/// The test card, drawn in every way that the terminal has or in the one that is asked for.
struct TestCardPage {
  private let capabilities: Capabilities
  private let window: WindowSize
  private let environment: [String: String]

  /// Asks the terminal what it can.
  ///
  /// - Throws: `Failure` where there is none to look at.
  @MainActor
  static func draw(_ choice: GraphicsChoice?, _ environment: [String: String]) throws {
    guard Console.outputIsTerminal, let device = try? TerminalDevice() else {
      throw Failure(
        "a test card is to be looked at, but input or output is no terminal", .usage)
    }
    defer {
      device.giveBack()
      device.releaseErrors()
    }
    let probe = CapabilityProbe(
      device, environment: environment,
      patience: CapabilityProbe.patience(environment: environment), lingers: true)
    let page = TestCardPage(
      capabilities: probe.parser.capabilities, window: device.window, environment: environment)
    device.write(page.bytes(for: choice))
  }

  init(capabilities: Capabilities, window: WindowSize, environment: [String: String]) {
    self.capabilities = capabilities
    self.window = window
    self.environment = environment
  }

  /// A heading, and for each way its name above the card.
  func bytes(for choice: GraphicsChoice?) -> [UInt8] {
    let ways = choice.map { [$0] } ?? self.ways
    var bytes = Array(
      ("Each picture is the same: eight bars of colour, a ramp from black to white, a round disc and "
        + "a fine grid.\nThe name above the best one is for --graphics, and for 'graphics' in "
        + "config.toml.\n").utf8)
    for (index, way) in ways.enumerated() {
      let decision = GraphicsDecision(
        choice: way, capabilities: capabilities, environment: environment)
      bytes +=
        "\n\(decision.mode == .none ? decision.reason : "\(way.rawValue): \(way.words)")\n".utf8
      let picture = LinePicture(mode: decision.mode, capabilities: capabilities, window: window)
      let drawn = picture.bytes(
        TestCard.bitmap(), columns: 36, rows: 12, number: UInt32(200 << 24 | index + 1))
      if let drawn { bytes += drawn }
    }
    return bytes
  }

  /// Those with pixels that the terminal names, and those of characters.
  private var ways: [GraphicsChoice] {
    var ways: [GraphicsChoice] = []
    if capabilities.kitty || capabilities.kittyBehindTmux { ways.append(.kitty) }
    if capabilities.inlineImages { ways.append(.iterm) }
    if capabilities.sixel { ways.append(.sixel) }
    if ColourDepth(environment: environment) != nil { ways += [.sextant, .quadrant, .halfblock] }
    return ways + [.ascii]
  }
}
