import Dispatch
import Engine
import Render
import Terminal
import Testing
import wurst

@Suite("Making images")
struct StageImageTests {
  private func draw(
    _ content: StageImage, mode: GraphicsMode, pane: Rect
  ) -> DrawnImage? {
    let done = DispatchSemaphore(value: 0)
    let workshop = ImageWorkshop { done.signal() }
    let order = ImageOrder(
      slot: .picture, key: ImageKey(.latent, version: 1, variant: 0), pane: pane, screenRows: 24,
      cell: PixelSize(width: 8, height: 16), mode: mode)
    workshop.make(
      order, from: content,
      within: ImageWorkshop.Limits(maximum: PixelSize(width: 1000, height: 1000)))
    guard done.wait(timeout: .now() + 20) == .success else { return nil }
    return workshop.collect().first?.image
  }

  private static let contents: [StageImage] = [
    .latent(ScriptedPainter.latent(seed: 1, step: 1), channel: nil, colours: FalseColours()),
    .latent(ScriptedPainter.latent(seed: 1, step: 1), channel: 15, colours: FalseColours()),
    .tokens(ScriptedPainter.tokens(seed: 1, step: 1), colours: nil),
    .tokens(ScriptedPainter.tokens(seed: 1, step: 1), colours: [1, 2, 3]),
    .picture(ScriptedPainter.picture(seed: 1)),
  ]

  @Test("every kind of image stays inside its pane", arguments: contents)
  func insideThePane(content: StageImage) throws {
    let pane = Rect(x: 40, y: 3, width: 38, height: 18)
    for mode in [GraphicsMode.sixel(colours: 256), .halfBlock(.trueColour)] {
      let image = try #require(draw(content, mode: mode, pane: pane))
      #expect(pane.contains(image.place.cells), "\(image.place.cells)")
      #expect(image.parts.allSatisfy { pane.contains($0.at) })
    }
  }

  @Test("the views of one run cover the same pixels, so that they follow without a jump")
  func samePlace() {
    let pane = Rect(x: 40, y: 3, width: 38, height: 18)
    let square = Picture(width: 512, height: 512, rgb: [UInt8](repeating: 9, count: 786_432))
    let contents = Self.contents.prefix(3) + [.picture(square)]
    let places = contents.map { draw($0, mode: .sixel(colours: 16), pane: pane)?.place }
    #expect(Set(places).count == 1)
    #expect(places.first != .some(nil))
  }

  @Test("where there is no room there is no image")
  func noRoom() {
    let pane = Rect(x: 0, y: 0, width: 0, height: 4)
    #expect(draw(Self.contents[0], mode: .sixel(colours: 256), pane: pane) == nil)
    #expect(draw(Self.contents[0], mode: .none, pane: Rect(x: 0, y: 0, width: 9, height: 9)) == nil)
  }
}
