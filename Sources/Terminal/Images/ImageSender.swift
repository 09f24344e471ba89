import Render

/// Sends images to the terminal: at once where it is quick, else in pieces of a few
/// milliseconds, so that no key waits behind an image.
@MainActor
struct ImageSender {
  private let device: TerminalDevice
  private(set) var line: LineSpeed
  /// Whether the terminal answers questions.
  var asks: Bool
  /// Whether the text shows the cursor.
  var showsCursor = false
  private var outbox = ImageOutbox()
  /// When the terminal may be sent more.
  private(set) var next: Double?
  /// What was sent since a question was asked or the box was empty, and since when.
  private var sent = (bytes: 0, since: 0.0)
  private var batchBegin = 0.0
  /// The questions whose answers are awaited, and when they are waited for no longer; the speed is
  /// measured by the first.
  private var questions: [(isLast: Bool, until: Double)] = []
  /// Until when images wait for the user to rest.
  private var pause = 0.0
  private var hasMeasured = false
  /// When a question was asked last that nothing was ahead of.
  private var emptyAsked = -Double.infinity
  /// The numbers by which the terminal knows what it shows.
  private var numbers: [ImageSlot: (number: UInt32, mode: GraphicsMode)] = [:]

  enum Progress {
    case idle
    /// More is to be sent at the time of `next`.
    case waiting
    case finished(begin: Double, end: Double, awaitsReply: Bool)
    /// A key came, and the terminal is slow to take the first of these images.
    case cut([DrawnImage], begin: Double, end: Double)
  }

  init(device: TerminalDevice, delay: Double, asks: Bool) {
    self.device = device
    self.asks = asks
    line = LineSpeed(delay: delay)
  }

  var awaitsReply: Bool { !questions.isEmpty }
  var isMidPart: Bool { outbox.isMidPart }

  // MARK: Questions

  private static let ask = Array("\u{1B}[5n".utf8)

  /// Asks behind the first frame of text how fast the line is.
  ///
  /// - Returns: until when no image may be sent, for the answer is awaited.
  mutating func measure(behind bytes: Int, at now: Double) -> Double? {
    if asks, !hasMeasured {
      hasMeasured = true
      sent = (bytes, now)
      askBehindSent(isLast: false, at: now)
    }
    guard line.rate == nil, let question = questions.first else { return nil }
    if now < question.until { return question.until }
    giveUp()
    return nil
  }

  /// Takes an answer; true where it is about the last of the images that were on their way.
  mutating func confirm(at now: Double) -> Bool {
    guard !questions.isEmpty else { return false }
    line.answered(at: now)
    let isLast = questions.removeFirst().isLast
    if questions.isEmpty, outbox.isEmpty, line.wantsEmptyQuestion,
      now > emptyAsked + 1 || line.rate == nil
    {
      emptyAsked = now
      sent = (0, now)
      askBehindSent(isLast: false, at: now)
    }
    return isLast
  }

  private mutating func giveUp() {
    questions = []
    line.giveUp()
  }

  private mutating func askBehindSent(isLast: Bool, at now: Double) {
    device.write(Self.ask)
    if questions.isEmpty { line.ask(behind: sent.bytes, from: sent.since, to: now) }
    questions.append((isLast, until: now + (hasMeasured && line.rate == nil ? 1 : 3)))
    sent = (0, now)
  }

  // MARK: Sending

  mutating func add(_ images: [DrawnImage], at now: Double) {
    if outbox.isEmpty {
      batchBegin = now
      sent = (0, now)
    }
    outbox.add(images)
  }

  mutating func send(
    clock: () -> Double, arrived: (DrawnImage, Double) -> Void
  ) -> Progress {
    next = nil
    guard !outbox.isEmpty else { return .idle }
    let now = clock()
    if let question = questions.last, now >= question.until { giveUp() }
    if now < pause {
      next = pause
      return .waiting
    }
    if isMidPart && !device.hasOpenSequence { restart() }
    return line.isSlow
      ? sendPieces(clock: clock, arrived: arrived)
      : sendAll(clock: clock, arrived: arrived)
  }

  private mutating func sendAll(
    clock: () -> Double, arrived: (DrawnImage, Double) -> Void
  ) -> Progress {
    let showsCursor = showsCursor
    while let image = outbox.image {
      let bytes = outbox.next { Self.wrap($0, showsCursor: showsCursor) }
      guard device.writeYielding(Array(bytes)) else {
        device.write(end(of: image))
        let left = outbox.images
        outbox.clear()
        return .cut(left, begin: batchBegin, end: clock())
      }
      sent.bytes += bytes.count
      if let whole = outbox.sent(bytes.count) {
        device.closeSequence()
        keep(whole)
        arrived(whole, batchBegin)
      }
    }
    return finish(at: clock())
  }

  private mutating func sendPieces(
    clock: () -> Double, arrived: (DrawnImage, Double) -> Void
  ) -> Progress {
    let showsCursor = showsCursor
    while let image = outbox.image {
      let now = clock()
      let piece = line.piece
      guard line.allowance(at: now) >= piece else {
        next = line.next(after: now)
        return .waiting
      }
      let bytes = outbox.next { Self.wrap($0, showsCursor: showsCursor) }
      let wanted = bytes.count <= 2 * piece ? bytes : bytes.prefix(piece)
      let count = device.writeAvailable(wanted, endingWith: end(of: image))
      line.spend(max(count, piece / 4))
      sent.bytes += count
      guard let whole = outbox.sent(count) else {
        if !outbox.isMidPart {
          device.closeSequence()
          // What has come through meanwhile tells whether the line has become faster or slower.
          if asks, questions.isEmpty, sent.bytes > 6 * piece {
            askBehindSent(isLast: false, at: clock())
          }
        }
        continue
      }
      device.closeSequence()
      keep(whole)
      arrived(whole, clock())
    }
    return finish(at: clock())
  }

  private mutating func finish(at now: Double) -> Progress {
    // The terminal that answers a question about a piece has still to say that it has all.
    if asks { askBehindSent(isLast: true, at: now) }
    return .finished(begin: batchBegin, end: now, awaitsReply: asks)
  }

  /// A part with what brings the cursor to its place and back.
  private static func wrap(_ part: DrawnImage.Part, showsCursor: Bool) -> [UInt8] {
    Array(
      "\u{1B}7\(showsCursor ? "\u{1B}[?25l" : "")\u{1B}[\(part.at.y + 1);\(part.at.x + 1)H".utf8)
      + part.bytes + Array("\u{1B}8\(showsCursor ? "\u{1B}[?25h" : "")".utf8)
  }

  private func end(of image: DrawnImage) -> [UInt8] {
    image.order.mode.breakOff + Array("\u{1B}8\(showsCursor ? "\u{1B}[?25h" : "")".utf8)
  }

  // MARK: Giving up

  /// Ends what is open, so that text can be written; it is sent anew later.
  ///
  /// - Returns: whether something was.
  mutating func interrupt(at now: Double) -> Bool {
    guard outbox.isMidPart, let image = outbox.image else { return false }
    if device.hasOpenSequence {
      device.closeSequence()
      device.write(end(of: image))
    }
    restart()
    pause = now + 0.3
    return true
  }

  private mutating func restart() {
    outbox.restart(wholly: outbox.image?.order.mode.isAllOrNothing ?? false)
  }

  /// Sends the images of `slots` no further.
  mutating func drop(_ slots: [ImageSlot]) {
    if let image = outbox.image, slots.contains(image.order.slot), outbox.hasBegun {
      device.write(image.order.mode.breakOff)
    }
    outbox.drop(slots)
    if outbox.isEmpty { next = nil }
  }

  /// Takes away what the terminal shows by number in `slots`.
  mutating func remove(_ slots: [ImageSlot]) {
    for slot in slots {
      guard let old = numbers.removeValue(forKey: slot) else { continue }
      // Nothing may come between the pieces of a picture but text.
      if let image = outbox.image, image.order.mode.hasNumbers, outbox.hasBegun {
        device.write(image.order.mode.breakOff)
        outbox.restart(wholly: true)
      }
      device.write(old.mode.deletion(of: old.number))
    }
  }

  /// Sends nothing of all that is on its way, and takes away what the terminal shows by number.
  mutating func clear() {
    if let image = outbox.image, outbox.hasBegun {
      // The cursor is in its place but in the midst of a part.
      let ending = outbox.isMidPart ? end(of: image) : image.order.mode.breakOff
      device.closeSequence()
      device.write(ending)
    }
    outbox.clear()
    next = nil
    remove(Array(numbers.keys))
  }

  /// Notes a picture that has arrived whole, and takes away the one that it replaces.
  private mutating func keep(_ image: DrawnImage) {
    guard image.order.mode.hasNumbers else { return }
    let old = numbers.updateValue((image.number, image.order.mode), forKey: image.order.slot)
    if let old, old.number != image.number { device.write(old.mode.deletion(of: old.number)) }
  }
}
