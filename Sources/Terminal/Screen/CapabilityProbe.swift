import Foundation
package import Render

/// Asks the terminal what it can do, before the screen is opened.
package struct CapabilityProbe: Sendable {
  /// The replies that arrived in time; later ones can be added.
  package private(set) var parser = CapabilityParser()

  /// Sends the questions in one write and waits for the fence, at most `patience` seconds.
  ///
  /// What the user typed meanwhile is kept as `parser.typeAhead`.
  @MainActor
  package init(_ device: TerminalDevice, environment: [String: String], patience: Double) {
    let query = Capabilities.query(environment: environment)
    guard !query.isEmpty else { return }
    device.makeRaw()
    defer { device.makeCooked() }
    device.write(query)
    let deadline = ContinuousClock.now.advanced(by: .seconds(patience))
    while !parser.isFinished {
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero else { break }
      let milliseconds = Int32(left / .milliseconds(1)) + 1
      var descriptor = pollfd(fd: device.inputDescriptor, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&descriptor, 1, milliseconds) > 0 else { continue }
      guard let bytes = device.read() else { break }
      parser.consume(bytes)
    }
    parser.finish()
  }

  /// How long to wait for a terminal that may be far away or silent.
  package static func patience(environment: [String: String]) -> Double {
    environment["SSH_CONNECTION"] == nil && environment["SSH_TTY"] == nil ? 0.3 : 1
  }
}
