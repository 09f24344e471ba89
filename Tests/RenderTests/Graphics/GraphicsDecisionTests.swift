import Render
import Testing

@Suite struct GraphicsDecisionTests {
  private func mode(
    _ choice: GraphicsChoice, sixel: Bool = false, registers: Int? = nil, name: String? = nil,
    _ environment: [String: String] = ["TERM": "xterm"]
  ) -> GraphicsMode {
    var capabilities = Capabilities()
    capabilities.answered = true
    capabilities.sixel = sixel
    capabilities.colourRegisters = registers
    capabilities.name = name
    let decision = GraphicsDecision(
      choice: choice, capabilities: capabilities, environment: environment)
    #expect(!decision.reason.isEmpty && !decision.reason.contains("\n"))
    return decision.mode
  }

  @Test("sixel comes before all else, with the colours the terminal has")
  func sixel() {
    #expect(mode(.auto, sixel: true) == .sixel(colours: 256))
    #expect(mode(.auto, sixel: true, registers: 16) == .sixel(colours: 16))
    #expect(mode(.auto, sixel: true, registers: 1024) == .sixel(colours: 256))
    #expect(
      mode(.auto, sixel: true, ["TERM": "xterm", "NO_COLOR": "1"]) == .sixel(colours: 256))
  }

  @Test("without sixel the environment decides the depth of the half blocks")
  func halfBlocks() {
    #expect(mode(.auto) == .halfBlock(.sixteen))
    #expect(mode(.auto, ["TERM": "linux"]) == .halfBlock(.sixteen))
    #expect(mode(.auto, ["TERM": "tmux-256color"]) == .halfBlock(.indexed256))
    #expect(
      mode(.auto, ["TERM": "tmux-256color", "COLORTERM": "truecolor"]) == .halfBlock(.trueColour))
    #expect(mode(.auto, ["TERM": "xterm", "COLORTERM": "24bit"]) == .halfBlock(.trueColour))
    #expect(mode(.auto, ["TERM": "xterm-direct"]) == .halfBlock(.trueColour))
    #expect(mode(.auto, ["TERM": "dumb", "COLORTERM": "truecolor"]) == .none)
    #expect(mode(.auto, [:]) == .none)
  }

  @Test(
    "half blocks have no more colours than the terminal is described with, unless it promises more",
    arguments: [
      (8, ["TERM": "xterm"], GraphicsMode.halfBlock(.eight)),
      (16, ["TERM": "xterm"], .halfBlock(.sixteen)),
      (256, ["TERM": "foot"], .halfBlock(.indexed256)),
      (1 << 24, ["TERM": "own"], .halfBlock(.trueColour)),
      (0, ["TERM": "vt100"], .ascii(isOnLight: false)),
      (8, ["TERM": "xterm", "COLORTERM": "truecolor"], .halfBlock(.trueColour)),
    ])
  func described(colours: Int, environment: [String: String], mode: GraphicsMode) {
    let decision = GraphicsDecision(
      choice: .auto, capabilities: Capabilities(), environment: environment, textColours: colours)
    #expect(decision.mode == mode)
  }

  @Test("a terminal that tells its version gets 24-bit half blocks")
  func named() {
    #expect(
      mode(.auto, name: "XTerm(379)", ["TERM": "xterm-256color"]) == .halfBlock(.trueColour))
    #expect(mode(.auto, name: "XTerm(379)", ["TERM": "dumb"]) == .none)
  }

  @Test("what the terminal answers decides, and tmux only where it passes the question on")
  func answers() {
    func decided(
      _ change: (inout Capabilities) -> Void, _ choice: GraphicsChoice = .auto,
      _ environment: [String: String] = ["TERM": "xterm-256color"]
    ) -> GraphicsMode {
      var capabilities = Capabilities()
      capabilities.answered = true
      change(&capabilities)
      return GraphicsDecision(choice: choice, capabilities: capabilities, environment: environment)
        .mode
    }
    let tmux = ["TERM": "tmux-256color", "TMUX": "/tmp/tmux,1,0"]
    #expect(decided { $0.kitty = true } == .kitty)
    // Konsole has all three, WezTerm as well.
    #expect(
      decided {
        ($0.kitty, $0.sixel, $0.reportsItermCell) = (true, true, true)
      } == .inlineImages(inParts: false))
    #expect(decided { ($0.kitty, $0.sixel) = (true, true) } == .sixel(colours: 256))
    #expect(
      decided { ($0.reportsItermCell, $0.name) = (true, "iTerm2 3.5.4") }
        == .inlineImages(inParts: true))
    #expect(
      decided { ($0.reportsItermCell, $0.name) = (true, "iTerm2 3.4.23") }
        == .inlineImages(inParts: false))
    #expect(decided { $0.name = "mintty 3.7.0" } == .inlineImages(inParts: false))
    #expect(decided({ $0.kittyBehindTmux = true }, .auto, tmux) == .kittyPlaceholders)
    #expect(decided({ _ in }, .auto, tmux) == .halfBlock(.indexed256))
    #expect(decided({ _ in }, .kitty, tmux) == .kittyPlaceholders)
    #expect(decided({ _ in }, .kitty) == .kitty)
    #expect(decided({ $0.background = RGB(hex: 0xFFFFFF) }, .ascii) == .ascii(isOnLight: true))
    #expect(decided({ $0.sixel = true }, .sextant) == .sextant(.indexed256))
    #expect(decided({ $0.sixel = true }, .quadrant) == .quadrant(.indexed256))
  }

  @Test("what the user asks for wins")
  func forced() {
    #expect(mode(.none, sixel: true) == .none)
    #expect(mode(.sixel, sixel: false) == .sixel(colours: 256))
    #expect(mode(.halfblock, sixel: true, ["TERM": "xterm-256color"]) == .halfBlock(.indexed256))
    #expect(mode(.halfblock, ["TERM": "dumb"]) == .halfBlock(.sixteen))
  }

  private func cell(
    _ change: (inout Capabilities) -> Void, columns: Int = 80, rows: Int = 24,
    pixels: PixelSize = PixelSize(width: 0, height: 0)
  ) -> CellSize {
    var capabilities = Capabilities()
    change(&capabilities)
    return CellSize(
      capabilities: capabilities,
      window: WindowSize(columns: columns, rows: rows, pixels: pixels))
  }

  @Test("the cell report wins over the window, and that over the areas")
  func cellOrder() {
    let all = cell(
      {
        $0.cell = PixelSize(width: 9, height: 18)
        $0.textArea = PixelSize(width: 640, height: 384)
      }, pixels: PixelSize(width: 560, height: 360))
    #expect(all.pixels == PixelSize(width: 9, height: 18) && all.source == .cellReport)
    let area = cell { $0.textArea = PixelSize(width: 640, height: 384) }
    #expect(area.pixels == PixelSize(width: 8, height: 16) && area.source == .textArea)
    let picture = cell {
      $0.imageArea = PixelSize(width: 480, height: 312)
      $0.maximumImage = PixelSize(width: 1000, height: 1000)
    }
    #expect(picture.pixels == PixelSize(width: 6, height: 13) && picture.source == .imageArea)
  }

  @Test("xterm's inner border does not enlarge the cell")
  func border() {
    let size = cell({ _ in }, pixels: PixelSize(width: 484, height: 316))
    #expect(size.pixels == PixelSize(width: 6, height: 13) && size.source == .window)
  }

  @Test("implausible sizes are passed over down to the assumption")
  func implausible() {
    #expect(cell({ _ in }).pixels == PixelSize(width: 10, height: 20))
    #expect(cell({ $0.cell = PixelSize(width: 1, height: 1) }).source == .assumed)
    #expect(cell({ _ in }, pixels: PixelSize(width: 80, height: 24)).source == .assumed)
    #expect(cell({ $0.cell = PixelSize(width: 5, height: 300) }).source == .assumed)
    #expect(cell({ _ in }, columns: 0, rows: 0).source == .assumed)
    // A picture area that the largest picture cuts says nothing about cells.
    let cut = cell(
      {
        $0.imageArea = PixelSize(width: 1000, height: 700)
        $0.maximumImage = PixelSize(width: 1000, height: 1000)
      }, columns: 200, rows: 50)
    #expect(cut.source == .assumed)
  }
}
