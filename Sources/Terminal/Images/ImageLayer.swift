package import Render

/// Places images over the cells, through the same terminal as the text.
///
/// A frame goes: `prepare`, then the text, then `finish`.
@MainActor
package final class ImageLayer {
  private let device: TerminalDevice
  private let workshop: ImageWorkshop
  private let choice: GraphicsChoice
  private let environment: [String: String]
  private let textColours: Int
  private var capabilities: Capabilities
  private var schedule: ImageSchedule
  private var due: [DrawnImage] = []
  private var memory = TerminalMemory()
  package private(set) var decision: GraphicsDecision
  private var window: WindowSize
  private var cell: PixelSize
  private var isHoldingFrame = false

  /// - Parameters:
  ///   - textColours: what the terminal is described with.
  ///   - wake: called from another thread when an image is ready to be placed.
  package init(
    device: TerminalDevice, choice: GraphicsChoice, capabilities: Capabilities,
    environment: [String: String], textColours: Int, wake: @escaping @Sendable () -> Void
  ) {
    self.device = device
    self.choice = choice
    self.environment = environment
    self.textColours = textColours
    self.capabilities = capabilities
    decision = GraphicsDecision(
      choice: choice, capabilities: capabilities, environment: environment,
      textColours: textColours)
    workshop = ImageWorkshop(maximum: capabilities.usableImage, wake: wake)
    let isRemote = TerminalDevice.isRemote(environment)
    schedule = ImageSchedule(interval: isRemote ? 0.25 : 0.045)
    window = device.window
    cell = CellSize(capabilities: capabilities, window: window).pixels
  }

  /// Takes over what the terminal said after it was given up on.
  package func learn(_ capabilities: Capabilities) {
    self.capabilities = capabilities
    decision = GraphicsDecision(
      choice: choice, capabilities: capabilities, environment: environment,
      textColours: textColours)
    cell = CellSize(capabilities: capabilities, window: window).pixels
  }

  /// How many pixels images have.
  package var room: ImageRoom {
    ImageRoom(
      mode: decision.mode, cell: cell, maximum: capabilities.usableImage, screenRows: window.rows)
  }

  /// Says that the terminal has drawn the last image.
  package func confirm(at now: Double) { schedule.confirmed(at: now) }

  /// Whether a reply of the terminal is still to come.
  package var awaitsReply: Bool { schedule.awaitsReply }

  /// Says that everything on the screen is gone or will be.
  package func screenWasCleared(holdUntil time: Double = 0) {
    let now = device.window
    // A cell that was reported is from before; the pixels of the window are as they are now.
    if now != window && now.pixels.width > 0 { capabilities.cell = nil }
    window = now
    cell = CellSize(capabilities: capabilities, window: window).pixels
    schedule.lost(holdUntil: time)
  }

  /// Decides what happens to images in the coming frame.
  ///
  /// - Returns: the cells from which the text has to erase images, and when to draw again at the
  ///   latest.
  package func prepare(_ images: [PlacedImage], at now: Double) -> (erased: [Rect], wake: Double?) {
    for (order, image) in workshop.collect() { schedule.made(image, for: order) }
    let wanted = decision.mode == .none ? [] : images.filter { $0.hole == nil || allowsHoles }
    let plan = schedule.plan(
      wanted.map { ImageSchedule.Wish(order(for: $0), isLive: $0.isLive) }, at: now)
    for order in plan.make {
      guard let image = images.first(where: { $0.slot == order.slot }) else { continue }
      workshop.make(order, from: image.source.content)
    }
    due = plan.draw
    if capabilities.synchronizedOutput && !(plan.erase.isEmpty && plan.draw.isEmpty) {
      isHoldingFrame = true
      device.write(Array("\u{1B}[?2026h".utf8))
    }
    return (plan.erase, plan.wake)
  }

  /// Whether the terminal would let go of others for the images of the coming frame.
  package var isFull: Bool { !memory.hasRoom(for: due) }

  /// Has the terminal let go of all images, which go up and out of the screen with its text.
  ///
  /// The screen has to be drawn anew, and the frame to be prepared again.
  package func makeRoom() {
    device.write(Array("\u{1B}[\(window.rows)S".utf8))
    memory.clear()
    schedule.lost()
  }

  /// Whether text may lie on a part of an image: tmux would take all of it away.
  private var allowsHoles: Bool {
    guard case .sixel = decision.mode else { return true }
    let isInside = ["tmux", "screen"].contains {
      environment["TERM", default: ""].hasPrefix($0) || capabilities.name?.hasPrefix($0) ?? false
    }
    return !isInside
  }

  private func order(for image: PlacedImage) -> ImageOrder {
    ImageOrder(
      slot: image.slot, key: image.source.key, pane: image.pane, hole: image.hole,
      screenRows: window.rows,
      cell: cell, mode: decision.mode)
  }

  /// Sends the images that `prepare` decided on.
  ///
  /// - Parameter cursor: whether the text shows the cursor, which would leave its place in an image
  ///   that it is sent at.
  /// - Returns: when to draw again, if an image was broken off.
  package func finish(cursor: Bool, clock: () -> Double) -> Double? {
    defer {
      if isHoldingFrame { device.write(Array("\u{1B}[?2026l".utf8)) }
      isHoldingFrame = false
    }
    guard !due.isEmpty else { return nil }
    let begin = clock()
    var sent: [DrawnImage] = []
    var isWhole = true
    device.write(Array("\u{1B}7\(cursor ? "\u{1B}[?25l" : "")".utf8))
    for image in due where isWhole {
      sent.append(image)
      for part in image.parts where isWhole {
        let place = Array("\u{1B}[\(part.at.y + 1);\(part.at.x + 1)H".utf8)
        isWhole = device.writeYielding(place + part.bytes)
      }
    }
    due = []
    memory.note(sent)
    // Ends what may have been cut in the middle, then asks whether the terminal is that far.
    let asks = isWhole && capabilities.answered
    let ending =
      (isWhole ? "" : "\u{1B}\\\u{1B}[0m") + "\u{1B}8" + (cursor ? "\u{1B}[?25h" : "")
      + (asks ? "\u{1B}[5n" : "")
    device.write(Array(ending.utf8))
    let end = clock()
    schedule.sent(sent, isWhole: isWhole, from: begin, to: end, awaitsReply: asks)
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
