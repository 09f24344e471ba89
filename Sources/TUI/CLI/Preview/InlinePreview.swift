import Engine
import Recipes
import Render

/// Pictures between the lines of a command: what a run has made so far, and at its end the picture.
final class InlinePreview {
  private let terminal: InlineTerminal
  private let colours = FalseColours()
  private let clock = ContinuousClock()
  private var place: (pane: GraphicsPane, line: Int)?
  private var size = PixelSize(width: 1, height: 1)
  private var latest: ContinuousClock.Instant?

  init(_ terminal: InlineTerminal) { self.terminal = terminal }

  /// How long one is looked at before the next.
  private var interval: Duration { terminal.isRemote ? .seconds(2) : .milliseconds(200) }

  /// Begins a run, whose pictures have their place below what was printed.
  func begin(_ pipeline: Pipeline, _ recipe: Recipe) {
    let size = recipe.size ?? pipeline.description.sizes.standard
    self.size = PixelSize(width: size.width, height: size.height)
    place = nil
    latest = nil
  }

  func note(_ event: StageEvent) {
    switch event {
    case .advanced(_, _, _, let preview?), .finished(_, _, let preview?), .reused(_, let preview?):
      if let latest, latest.duration(to: clock.now) < interval { return }
      show(image(of: preview))
      latest = clock.now
    case .started, .advanced, .finished, .reused, .notice: break
    }
  }

  /// Shows the pictures of a run, the first in the place of what was seen of it.
  func end(with pictures: [Picture]) {
    for picture in pictures {
      show(.picture(picture))
      place = nil
    }
  }

  /// Shows a picture in a place of its own.
  func show(_ bitmap: Bitmap) {
    size = bitmap.size
    place = nil
    draw(bitmap, .photo)
    place = nil
  }

  private func image(of preview: StagePreview) -> StageImage {
    switch preview {
    case .latent(let latent), .fineLatent(let latent):
      .latent(latent, channel: nil, colours: colours)
    case .tokens(let tokens): .tokens(tokens, colours: nil)
    case .picture(let picture): .picture(picture)
    }
  }

  private func show(_ image: StageImage) { draw(image.bitmap(), image.kind) }

  private func draw(_ bitmap: Bitmap, _ content: ImagePlacement.Content) {
    // What was printed meanwhile stands where the picture was.
    if place?.line != Console.line {
      let pane = terminal.pane(for: size)
      terminal.makeRoom(for: pane)
      place = (pane, Console.line)
    }
    guard let place else { return }
    terminal.draw(bitmap, content, in: place.pane)
  }
}
