package import Render

/// Places images over the cells, through the same terminal as the text.
///
/// A frame goes: `prepare`, then the text, then `finish`. It belongs to the main thread.
package final class ImageLayer {
  private let device: TerminalDevice
  private let workshop: ImageWorkshop
  private let choice: GraphicsChoice
  private let environment: [String: String]
  private var capabilities: Capabilities
  private var planner: ImagePlanner
  private var drawn: DrawnImage?
  package private(set) var decision: GraphicsDecision
  private var window: WindowSize
  private var cell: PixelSize
  private var isHoldingFrame = false

  /// - Parameter wake: called from another thread when an image is ready to be placed.
  package init(
    device: TerminalDevice, choice: GraphicsChoice, capabilities: Capabilities,
    environment: [String: String], wake: @escaping @Sendable () -> Void
  ) {
    self.device = device
    self.choice = choice
    self.environment = environment
    self.capabilities = capabilities
    decision = GraphicsDecision(
      choice: choice, capabilities: capabilities, environment: environment)
    workshop = ImageWorkshop(maximum: capabilities.usableImage, wake: wake)
    let isRemote = environment["SSH_CONNECTION"] != nil || environment["SSH_TTY"] != nil
    planner = ImagePlanner(interval: isRemote ? 0.25 : 0.045)
    window = device.window
    cell = CellSize(capabilities: capabilities, window: window).pixels
  }

  /// Takes over what the terminal said after it was given up on.
  package func learn(_ capabilities: Capabilities) {
    self.capabilities = capabilities
    decision = GraphicsDecision(
      choice: choice, capabilities: capabilities, environment: environment)
    cell = CellSize(capabilities: capabilities, window: window).pixels
  }

  /// Says that the terminal has drawn the last image.
  package func confirm(at now: Double) { planner.confirmed(at: now) }

  /// Whether a reply of the terminal is still to come.
  package var awaitsReply: Bool { planner.awaitsReply }

  /// Says that everything on the screen is gone or will be.
  package func screenWasCleared(holdUntil time: Double = 0) {
    let now = device.window
    // A cell that was reported is from before; the pixels of the window are as they are now.
    if now != window && now.pixels.width > 0 { capabilities.cell = nil }
    window = now
    cell = CellSize(capabilities: capabilities, window: window).pixels
    planner.lost(holdUntil: time)
  }

  /// Decides what happens to images in the coming frame.
  ///
  /// - Returns: whether the text has to erase the images, and when to draw again at the latest.
  package func prepare(_ wanted: PlacedImage?, at now: Double) -> (erases: Bool, wake: Double?) {
    for (order, image) in workshop.collect() { planner.made(image, for: order) }
    let mode = decision.mode
    let order = wanted.flatMap { placed in
      mode == .none
        ? nil
        : ImageOrder(
          key: placed.source.key, pane: placed.pane, screenRows: window.rows, cell: cell, mode: mode
        )
    }
    let plan = planner.plan(order, isLive: wanted?.isLive ?? false, at: now)
    if let making = plan.make, let wanted { workshop.make(making, from: wanted.source.content) }
    drawn = plan.draw
    if capabilities.synchronizedOutput && (plan.erase || plan.draw != nil) {
      isHoldingFrame = true
      device.write(Array("\u{1B}[?2026h".utf8))
    }
    return (plan.erase, plan.wake)
  }

  /// Sends the image that `prepare` decided on.
  ///
  /// - Returns: when to draw again, if the image was broken off.
  package func finish(clock: () -> Double) -> Double? {
    defer {
      if isHoldingFrame { device.write(Array("\u{1B}[?2026l".utf8)) }
      isHoldingFrame = false
    }
    guard let image = drawn else { return nil }
    drawn = nil
    let begin = clock()
    var isWhole = true
    device.write(Array("\u{1B}7".utf8))
    for part in image.parts where isWhole {
      let place = Array("\u{1B}[\(part.at.y + 1);\(part.at.x + 1)H".utf8)
      isWhole = device.writeYielding(place + part.bytes)
    }
    // Ends what may have been cut in the middle, then asks whether the terminal is that far.
    let asks = isWhole && capabilities.answered
    let ending = (isWhole ? "" : "\u{1B}\\\u{1B}[0m") + "\u{1B}8" + (asks ? "\u{1B}[5n" : "")
    device.write(Array(ending.utf8))
    let end = clock()
    planner.sent(image, isWhole: isWhole, from: begin, to: end, awaitsReply: asks)
    return isWhole ? nil : end + 0.31
  }
}

extension GraphicsDecision {
  /// Whether pictures are drawn with characters.
  package var isCoarse: Bool {
    if case .halfBlock = mode { return true }
    return false
  }
}
