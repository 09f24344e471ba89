import Files
import Gallery
import Recipes
import TestSupport
import Testing

@Suite("A picture knows what it came from and what came from it")
struct RelativesTests {
  private let test: TestGallery

  init() throws { test = try TestGallery() }

  private func item(_ path: Path) throws -> GalleryItem {
    try #require(try test.catalogue.items(named: path, in: .kept).first)
  }

  @Test("by path, and by content where the first one has another place since")
  func relatives() throws {
    let parent = try test.keep("parent")
    var fingerprint = Fingerprint()
    try fingerprint.add(file: parent)
    var recipe = TestGallery.recipe("child", seed: 2)
    recipe.start = .picture(.init(path: parent, fingerprint: fingerprint.text, strength: 0.5))
    let child = try test.keep(recipe, minutes: 1)
    recipe = TestGallery.recipe("other", seed: 3)
    recipe.start = .latent(.init(path: "/nowhere/at/all.png", fingerprint: "00", strength: 0.5))
    try test.keep(recipe, minutes: 2)
    try test.refresh()
    #expect(try test.catalogue.relatives(of: item(parent)).to.map(\.path) == [child])
    #expect(try test.catalogue.relatives(of: item(parent)).from.isEmpty)
    #expect(try test.catalogue.relatives(of: item(child)).from.map(\.path) == [parent])
    let moved = test.gallery.root / "moved" / parent.name
    try Folder.makeAll(moved.folder)
    try Folder.rename(parent, to: moved)
    try test.refresh()
    #expect(try test.catalogue.relatives(of: item(moved)).to.map(\.path) == [child])
    #expect(try test.catalogue.relatives(of: item(child)).from.map(\.path) == [moved])
  }

  @Test("what came from a picture is searched for by its name or path")
  func search() throws {
    var recipe = TestGallery.recipe("child", seed: 2)
    recipe.start = .picture(.init(path: "/pictures/My Ball.png", fingerprint: "00", strength: 0.5))
    try test.keep(recipe)
    try test.keep("other")
    try test.refresh()
    for text in [
      "from:\"My Ball.png\"", "from:\"my ball\"", "from:\"/pictures/My Ball.png\"",
      "-from:other child",
    ] {
      #expect(try test.found(text) == ["child"], "\(text)")
    }
    #expect(try test.found("from:/other/ball.png").isEmpty && test.found("from:ball").isEmpty)
    #expect(try test.found("-from:\"my ball\"") == ["other"])
  }
}
