/// What the terminal is to show: cells, the cursor, and an image on top.
package struct Frame: Sendable {
  package var canvas: Canvas
  /// Nil hides the cursor.
  package var cursor: Point?
  package var image: PlacedImage?

  package init(_ size: Size) { canvas = Canvas(size) }
}

/// An image and the cells it may cover.
package struct PlacedImage: Sendable {
  package let source: ImageSource
  package let pane: Rect
  /// Whether the next one is soon to come, so that this one may be left out.
  package let isLive: Bool

  package init(source: ImageSource, pane: Rect, isLive: Bool) {
    self.source = source
    self.pane = pane
    self.isLive = isLive
  }
}

extension Frame {
  /// Draws `state`.
  package init(_ state: State) {
    self.init(state.size)
    guard !state.size.isTooSmall else {
      TooSmallView(state).draw(on: &self)
      return
    }
    let layout = Layout(state.size)
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
    if state.helpIsOpen {
      HelpView(state, layout).draw(on: &self)
      // A picture under a window would shine through its blanks.
      image = nil
      cursor = nil
    }
  }
}
