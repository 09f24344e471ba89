import CTerminal
import Files

/// The title of the terminal's window, which comes back as it was.
@MainActor
package final class WindowTitle {
  private let device: TerminalDevice
  private let isKnown: Bool
  private var isOn = false
  private var shown: String?
  private var lastChange = -WindowTitle.pause

  /// Seconds from one title to the next.
  private static let pause = 1.0
  private static let longest = 80

  /// - Parameter terminal: one of which nothing is known keeps its title.
  package init(_ device: TerminalDevice, on terminal: TerminalKind) {
    self.device = device
    isKnown = terminal.hasTitle
  }

  /// Puts the title aside, or brings it back.
  package func turn(on: Bool) {
    guard isKnown, on != isOn else { return }
    isOn = on
    shown = nil
    lastChange = -Self.pause
    device.write(Array("\u{1B}[\(on ? 22 : 23);0t".utf8))
    wurst_terminal_title(on ? 1 : 0)
  }

  /// Shows a title, once a moment has passed since the last.
  ///
  /// - Returns: when it can be shown, where that is later.
  package func show(_ text: String, at now: Double) -> Double? {
    guard isOn, text != shown else { return nil }
    guard now >= lastChange + Self.pause else { return lastChange + Self.pause }
    shown = text
    lastChange = now
    device.write(Array("\u{1B}]2;\(text.printable.prefix(Self.longest))\u{1B}\\".utf8))
    return nil
  }
}
