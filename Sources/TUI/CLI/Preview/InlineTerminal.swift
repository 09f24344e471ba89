import Files
import Foundation
import Render
import Terminal

/// A terminal that pictures are drawn on between lines of text, with what it can draw.
struct InlineTerminal {
  /// The stream that leads to it.
  let stream: Int32
  private let graphics: any GraphicsProtocol
  /// Whether pictures are characters, which stay where no others are written over them.
  private let isCoarse: Bool
  private let window: WindowSize
  private let cell: PixelSize
  private let maximum: PixelSize
  /// Whether it is at the other end of a line that may be slow.
  let isRemote: Bool

  /// Rows that a picture takes at most.
  private static let mostRows = 24

  /// The terminal of the standard error, or of the standard output; nil where neither is one, and where it
  /// shows no pictures, which `tell` is told.
  ///
  /// It is asked only where it also has the standard input, and before `Interruption` listens to signals.
  @MainActor
  init?(tell: (String) -> Void) {
    let environment = Invocation.environment
    let streams = [STDERR_FILENO, STDOUT_FILENO]
    guard let stream = streams.first(where: { isatty($0) == 1 }) else { return nil }
    var capabilities = Capabilities()
    if let device = try? TerminalDevice() {
      defer {
        device.giveBack()
        device.releaseErrors()
      }
      let probe = CapabilityProbe(
        device, environment: environment,
        patience: CapabilityProbe.patience(environment: environment), lingers: true)
      capabilities = probe.parser.capabilities
    }
    let decision = GraphicsDecision(
      choice: Configuration.ofUser.configuration.graphics ?? .auto, capabilities: capabilities,
      environment: environment)
    guard let graphics = decision.mode.graphicsProtocol else {
      tell("No pictures are shown: \(decision.reason)")
      return nil
    }
    self.stream = stream
    self.graphics = graphics
    isCoarse = decision.isCoarse
    window = TerminalDevice.window(of: stream)
    cell = CellSize(capabilities: capabilities, window: window).pixels
    maximum = capabilities.usableImage(decision.mode)
    isRemote = TerminalDevice.isRemote(environment)
  }

  /// The cells for pictures of a size, from the beginning of a line on.
  func pane(for picture: PixelSize) -> GraphicsPane {
    let rows = max(1, min(Self.mostRows, window.rows - 3))
    let box = PixelSize(
      width: min(window.columns * cell.width, maximum.width),
      height: min(rows * cell.height, maximum.height))
    let size = picture.fitted(into: box)
    let cells = CellRectangle(
      column: 0, row: 0, columns: (size.width + cell.width - 1) / cell.width,
      rows: (size.height + cell.height - 1) / cell.height)
    // There are always rows below, where lines go on.
    var pane = GraphicsPane(
      cells: cells, cell: cell, screenRows: cells.rows + 3, maximum: maximum)
    // Another one for each place, so that earlier pictures stay.
    pane.number = UInt32.random(in: 1...250) << 24 | UInt32.random(in: 1...250)
    return pane
  }

  /// Draws in the rows of `pane`, which end above the cursor, and leaves the cursor where it was.
  func draw(_ bitmap: Bitmap, _ content: ImagePlacement.Content, in pane: GraphicsPane) {
    guard let placed = graphics.draw(bitmap, content, in: pane) else { return }
    var bytes = Array("\u{1B}7\r\u{1B}[\(pane.cells.rows)A".utf8)
    // An earlier picture may have been larger.
    if isCoarse { for _ in 0..<pane.cells.rows { bytes += Array("\u{1B}[K\u{1B}[B".utf8) } }
    for part in placed.parts {
      bytes += Array("\u{1B}8\r\u{1B}[\(pane.cells.rows - part.row)A".utf8)
      if part.column > 0 { bytes += Array("\u{1B}[\(part.column)C".utf8) }
      bytes += part.bytes
    }
    Console.draw(bytes: bytes + Array("\u{1B}8".utf8), on: stream)
  }

  /// Makes room for the rows of `pane`, below which the cursor is then, in place of a line that is drawn
  /// over.
  func makeRoom(for pane: GraphicsPane) {
    let room = "\r\u{1B}[K" + String(repeating: "\n", count: pane.cells.rows)
    Console.draw(bytes: Array(room.utf8), on: stream)
  }
}
