package import Render

/// Places images over the cells, through the same terminal as the text.
///
/// A frame goes: `prepare`, then the text, then `finish`. Over slow lines images go in pieces, and
/// `proceed` sends the next ones between frames.
@MainActor
package final class ImageLayer {
  private let workshop: ImageWorkshop
  private let choice: GraphicsChoice
  private let environment: [String: String]
  private let textColours: Int
  private var capabilities: Capabilities
  private var schedule: ImageSchedule
  private var due: [DrawnImage] = []
  private var sender: ImageSender
  private var memory = TerminalMemory()
  package private(set) var decision: GraphicsDecision
  private var window: WindowSize
  private var cell: PixelSize
  private let device: TerminalDevice
  private var isHoldingFrame = false

  /// - Parameters:
  ///   - textColours: what the terminal is described with.
  ///   - delay: how many seconds the terminal's first answer took.
  ///   - wake: called from another thread when an image is ready to be placed.
  package init(
    device: TerminalDevice, choice: GraphicsChoice, capabilities: Capabilities,
    environment: [String: String], textColours: Int, delay: Double?,
    wake: @escaping @Sendable () -> Void
  ) {
    self.device = device
    self.choice = choice
    self.environment = environment
    self.textColours = textColours
    self.capabilities = capabilities
    decision = GraphicsDecision(
      choice: choice, capabilities: capabilities, environment: environment,
      textColours: textColours)
    workshop = ImageWorkshop(wake: wake)
    sender = ImageSender(device: device, delay: delay ?? 0.3, asks: capabilities.answered)
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
    sender.asks = capabilities.answered
  }

  /// How many pixels images have.
  package var room: ImageRoom {
    ImageRoom(
      mode: decision.mode, cell: cell, maximum: capabilities.usableImage(decision.mode),
      screenRows: window.rows)
  }

  /// Says that the terminal has drawn what was sent last.
  package func confirm(at now: Double) {
    if sender.confirm(at: now) { schedule.confirmed(at: now) }
  }

  /// Whether a reply of the terminal is still to come.
  package var awaitsReply: Bool { sender.awaitsReply }

  /// Whether text would cut an image in two that is on its way.
  package var isMidImage: Bool { sender.isMidPart }

  /// When `proceed` has something to do; nil where nothing is on its way.
  package var nextPiece: Double? { sender.next }

  /// Says that everything on the screen is gone or will be.
  package func screenWasCleared(holdUntil time: Double = 0) {
    let now = device.window
    // A cell that was reported is from before; the pixels of the window are as they are now.
    if now != window && now.pixels.width > 0 { capabilities.cell = nil }
    window = now
    cell = CellSize(capabilities: capabilities, window: window).pixels
    sender.clear()
    schedule.lost(holdUntil: time)
  }

  /// Takes away what text does not erase, before the terminal is given to others.
  package func leave() {
    sender.clear()
    schedule.lost()
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
      workshop.make(
        order, from: image.source.content,
        within: ImageWorkshop.Limits(
          maximum: capabilities.usableImage(decision.mode), piece: sender.line.piece,
          draft: sender.line.draft))
    }
    due = plan.draw
    if sender.interrupt(at: now) { schedule.hold(until: now + 0.3) }
    sender.drop(plan.breakOff)
    sender.remove(plan.gone)
    if capabilities.synchronizedOutput, !sender.line.isSlow,
      !(plan.erase.isEmpty && plan.draw.isEmpty)
    {
      isHoldingFrame = true
      device.write(Array("\u{1B}[?2026h".utf8))
    }
    return (decision.mode.isErasedByText ? plan.erase : [], plan.wake)
  }

  /// Whether the terminal would let go of others for the images of the coming frame.
  package var isFull: Bool { !memory.hasRoom(for: due) }

  /// Has the terminal let go of all images, which go up and out of the screen with its text.
  ///
  /// The screen has to be drawn anew, and the frame to be prepared again.
  package func makeRoom() {
    device.write(Array("\u{1B}[\(window.rows)S".utf8))
    memory.clear()
    sender.clear()
    schedule.lost()
  }

  /// Whether text may lie on a part of an image: tmux would take all of the image away, and others of the
  /// text, but for xterm.
  private var allowsHoles: Bool {
    guard case .sixel = decision.mode else { return true }
    return capabilities.name?.hasPrefix("XTerm") ?? false
  }

  private func order(for image: PlacedImage) -> ImageOrder {
    ImageOrder(
      slot: image.slot, key: image.source.key, pane: image.pane, hole: image.hole,
      screenRows: window.rows, cell: cell, mode: decision.mode,
      isDraft: image.isLive && sender.line.isSlow)
  }

  /// Sends the images that `prepare` decided on, or the first pieces of them.
  ///
  /// - Parameters:
  ///   - cursor: whether the text shows the cursor, which would leave its place in an image that it is
  ///     sent at.
  ///   - textBytes: about how long the text of the frame was.
  /// - Returns: when to draw again, if an image was broken off or may not be sent yet.
  package func finish(cursor: Bool, textBytes: Int, clock: () -> Double) -> Double? {
    defer {
      if isHoldingFrame { device.write(Array("\u{1B}[?2026l".utf8)) }
      isHoldingFrame = false
    }
    sender.showsCursor = cursor
    if let wait = sender.measure(behind: textBytes, at: clock()) {
      due = []
      return wait
    }
    if !due.isEmpty {
      memory.note(due)
      sender.add(due, at: clock())
      schedule.begin(due)
      due = []
    }
    return proceed(clock: clock)
  }

  /// Sends more of the images that are on their way.
  ///
  /// - Returns: when to draw again, if an image was broken off.
  @discardableResult
  package func proceed(clock: () -> Double) -> Double? {
    switch sender.send(clock: clock, arrived: { schedule.arrived($0, at: $1) }) {
    case .idle, .waiting: return nil
    case .finished(let begin, let end, let awaitsReply):
      schedule.finished(from: begin, to: end, awaitsReply: awaitsReply)
      return end
    case .cut(let images, let begin, let end):
      schedule.cut(images, from: begin, to: end)
      return end + 0.31
    }
  }
}

extension GraphicsDecision {
  /// Whether pictures are drawn with characters.
  package var isCoarse: Bool { !mode.hasPixels && mode != .none }
}
