import Engine
import Files
import Foundation
import Gallery
import Recipes
import TestSupport
import Testing

@Suite("Listings come in the order and the groups that are asked for")
struct ListingTests {
  private let test: TestGallery

  init() throws {
    test = try TestGallery()
    for (prompt, model, seed, hours) in [
      ("ball", "v2", 9, 0.0), ("cube", "V1", 4_000_000_000, 1), ("ball", "v2", 3, 24),
      ("star", "v1", 9, 25), ("cube", "v2", 100, 72),
    ] as [(String, String, UInt32, Double)] {
      var recipe = TestGallery.recipe(prompt, seed: seed)
      recipe.model = model
      try test.keep(recipe, minutes: 60 * hours)
    }
    try test.refresh()
  }

  private func seeds(_ search: GallerySearch) throws -> [String] {
    try test.catalogue.items(test.catalogue.list(search).ids).map { $0.seed ?? "" }
  }

  @Test("the newest or oldest first, by seed as numbers, by model whatever its case")
  func orders() throws {
    #expect(try seeds(.init()) == ["100", "9", "3", "4000000000", "9"])
    #expect(try seeds(.init(order: .oldest)) == ["9", "4000000000", "3", "9", "100"])
    #expect(try seeds(.init(order: .seed)) == ["3", "9", "9", "100", "4000000000"])
    #expect(try seeds(.init(order: .model)) == ["9", "4000000000", "100", "3", "9"])
    #expect(try seeds(.init(order: .rating)) == ["100", "9", "3", "4000000000", "9"])
  }

  @Test("a picture without a latent comes first among those similar to it, and changes no order")
  func similarity() throws {
    let ids = try test.catalogue.list(.init()).ids
    #expect(
      try test.catalogue.list(.init(order: .similarity(to: ids[3]))).ids
        == [ids[3]] + ids.filter { $0 != ids[3] })
  }

  @Test("the latents that are nearest come first, of one kind of model and of any size")
  func similar() throws {
    let test = try TestGallery()
    func keep(_ name: String, side: Int = 12, tokens: Bool = true, _ value: (Int, Int) -> Float)
      throws
    {
      let values = (0..<4 * side * side).map { place in
        value(place / (side * side), place % side * 12 / side)
      }
      let trace = PictureTrace(
        latent: Latent(channels: 4, height: side, width: side, values: values),
        tokens: tokens
          ? TokenGrid(height: 2, width: 2, codes: [0, 1, 2, 3]) : nil)
      try test.keep(TestGallery.recipe(name), trace: trace)
    }
    try keep("opposite") { channel, x in -Float(x * channel) + 6 }
    try keep("like it, larger", side: 24) { channel, x in Float(x * channel) - 6.5 }
    try keep("version 2", tokens: false) { channel, x in Float(x * channel) - 6 }
    try keep("other") { channel, x in x % 2 == 0 ? Float(channel) : -3 }
    try keep("it") { channel, x in Float(x * channel) - 6 }
    try test.keep("without")
    try test.refresh()
    let it = try #require(test.catalogue.list(.init(text: "it -larger")).ids.first)
    #expect(
      try test.found(search: .init(order: .similarity(to: it))).prefix(4) == [
        "it", "like it, larger", "other", "opposite",
      ])
    #expect(
      try Set(test.found(search: .init(order: .similarity(to: it))).suffix(2)) == [
        "version 2", "without",
      ])
    #expect(try test.found("has:trace").count == 5)
  }

  @Test("groups by day, model and prompt begin where they say")
  func groups() throws {
    let days = try test.catalogue.list(.init(grouping: .day))
    #expect(days.groups.map(\.title) == ["2026-08-04", "2026-08-02", "2026-08-01"])
    #expect(days.groups.map(\.start) == [0, 1, 3])
    #expect(try test.catalogue.list(.init()).ids == days.ids)
    let oldest = try test.catalogue.list(.init(order: .oldest, grouping: .day))
    #expect(oldest.groups.map(\.title) == ["2026-08-01", "2026-08-02", "2026-08-04"])
    let seeds = try test.catalogue.list(.init(order: .seed, grouping: .day))
    #expect(seeds.groups.map(\.start) == [0, 1, 3])
    #expect(
      try self.seeds(.init(order: .seed, grouping: .day)) == ["100", "3", "9", "9", "4000000000"])
    let models = try test.catalogue.list(.init(grouping: .model))
    #expect(models.groups.map(\.title) == ["v1", "V1", "v2"])
    #expect(models.groups.map(\.start) == [0, 1, 2])
    let prompts = try test.catalogue.list(.init(grouping: .prompt))
    #expect(prompts.groups.map(\.title) == ["cube", "star", "ball"])
    #expect(prompts.groups.map(\.start) == [0, 2, 3])
    #expect(Set(prompts.ids).count == 5)
    #expect(try test.catalogue.list(.init(text: "nothing", grouping: .day)).groups.isEmpty)
  }

  @Test("totals are those of the place, whatever is found there")
  func totals() throws {
    let found = try test.catalogue.list(.init(text: "ball"))
    #expect(found.ids.count == 2 && found.total == 5)
    #expect(try test.catalogue.list(.init(place: .trash)).total == 0)
    let trash = test.gallery.root / ".trash/2026"
    try Folder.makeAll(trash)
    let item = try #require(test.catalogue.items(found.ids).first)
    try Folder.rename(item.path, to: trash / "ball.png")
    try test.refresh()
    #expect(try test.catalogue.list(.init(place: .trash)).ids == [item.id])
    #expect(try test.catalogue.list(.init(text: "ball")).ids.count == 1)
    #expect(try test.catalogue.list(.init(text: "ball", place: .trash)).ids == [item.id])
  }

  @Test("pictures that are gone are left out of a page")
  func gone() throws {
    let ids = try test.catalogue.list(.init()).ids
    try Folder.remove(file: try #require(test.catalogue.items([ids[1]]).first).path)
    try test.refresh()
    #expect(try test.catalogue.items(ids + [-1, 999_999]).map(\.id) == ids.filter { $0 != ids[1] })
  }
}
