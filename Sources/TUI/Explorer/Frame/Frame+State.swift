import Terminal

extension Frame {
  /// Draws `state`.
  package init(_ state: State) {
    self.init(state.size)
    guard !state.size.isTooSmall else {
      TooSmallView(state).draw(on: &self)
      return
    }
    let layout = Layout(state.size, settings: state.settings)
    HeaderView(state, layout).draw(on: &self)
    switch state.screen {
    case .explore:
      PromptView(state, layout).draw(on: &self)
      SettingsView(state, layout).draw(on: &self)
      StagesView(state, layout).draw(on: &self)
      PreviewView(state, layout).draw(on: &self)
    case .gallery:
      GalleryView(state, layout).draw(on: &self)
    }
    StatusBar(state, layout).draw(on: &self)
    drawWindow(of: state)
  }

  private mutating func drawWindow(of state: State) {
    let problem = ProblemView(state)
    guard state.hasWindow || problem != nil else { return }
    // A picture under a window would shine through its blanks.
    images = []
    cursor = nil
    if state.helpIsOpen {
      HelpView(state).draw(on: &self)
    } else if state.picker.isOpen {
      ModelsView(state).draw(on: &self)
    } else if let opener = state.opener {
      OpenerView(opener, isReading: state.pendingInput != nil).draw(on: &self)
    } else {
      problem?.draw(on: &self)
    }
  }

  /// Clears a window of so many rows and columns at most, in the middle, and frames it.
  ///
  /// - Returns: what is inside of the frame.
  mutating func window(_ title: String, _ size: Size, hint: String) -> Rect {
    let area = canvas.bounds.inset(horizontally: 2, vertically: 1)
    let window = area.centred(Size(width: size.width, height: size.height + 2))
    canvas.fill(window)
    canvas.frame(window, Style(.focusedBorder))
    canvas.write(
      " \(title) ", at: Point(x: window.x + 2, y: window.y), Style(.activeTab), in: window)
    canvas.write(
      " \(hint) ", endingAt: window.maxX - 2, y: window.maxY - 1, .muted, in: window)
    return window.inset(horizontally: 2, vertically: 1)
  }
}
