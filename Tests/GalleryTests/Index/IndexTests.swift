import Files
import Foundation
import Gallery
import Recipes
import Render
import TestSupport
import Testing

@Suite("The index follows the files of pictures")
struct IndexTests {
  private let test: TestGallery

  init() throws { test = try TestGallery() }

  @Test("a kept picture is found with all that its file says")
  func kept() throws {
    let recipe = TestGallery.recipe("a red ball", seed: 42)
    let path = try test.keep(recipe)
    #expect(try test.refresh())
    let listing = try test.catalogue.list(GallerySearch())
    let item = try #require(try test.catalogue.items(listing.ids).first)
    #expect(item.path == path && item.date == TestGallery.noon)
    #expect(item.metadata == PictureMetadata(recipe: recipe, fingerprint: nil))
    #expect(item.size == PictureSize(width: 3, height: 2))
    #expect(item.bytes == FileStamp(path).map { Int($0.bytes) })
    #expect(item.problem == nil && !item.isLink && !item.isReadOnly)
    #expect(listing.total == 1 && listing.damaged == 0 && listing.links == 0)
    #expect(try test.refresh() == false)
    #expect(test.catalogue.notice == nil)
  }
}
