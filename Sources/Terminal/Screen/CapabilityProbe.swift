import Foundation
package import Render

/// Asks the terminal what it can do, before the screen is opened.
package struct CapabilityProbe: Sendable {
  /// The replies that arrived in time; later ones can be added.
  package private(set) var parser = CapabilityParser()
  /// What the user typed meanwhile.
  package private(set) var typed: [TerminalInput] = []
  /// Seconds until the fence came back; nil where it has not.
  package private(set) var delay: Double?
  /// What reads on, for the last reply may have come in part.
  package private(set) var decoder = KeyDecoder()

  /// Sends the questions in one write and waits for the fence, at most `patience` seconds.
  ///
  /// - Parameter lingers: whether to wait for what tmux passes on as well, which comes behind the
  ///   fence.
  @MainActor
  package init(
    _ device: TerminalDevice, environment: [String: String], patience: Double, lingers: Bool = false
  ) {
    let query = Capabilities.query(environment: environment)
    guard !query.isEmpty else { return }
    device.makeRaw()
    defer { device.makeCooked() }
    device.write(query)
    let begin = ContinuousClock.now
    let deadline = ContinuousClock.now.advanced(by: .seconds(patience))
    let waitsOn = lingers && Surroundings(environment).isInTmux
    while !parser.isFinished || waitsOn && !parser.capabilities.kittyBehindTmux {
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero else { break }
      let milliseconds = Int32(left / .milliseconds(1)) + 1
      var descriptor = pollfd(fd: device.inputDescriptor, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&descriptor, 1, milliseconds) > 0 else { continue }
      guard let bytes = device.read() else { break }
      for input in decoder.feed(bytes) {
        if case .reply(let reply) = input { parser.consume(reply) } else { typed.append(input) }
      }
      if parser.isFinished && delay == nil { delay = begin.duration(to: .now) / .seconds(1) }
    }
  }

  /// How long to wait for a terminal that may be far away or silent.
  package static func patience(environment: [String: String]) -> Double {
    TerminalDevice.isRemote(environment) ? 1 : 0.3
  }
}
