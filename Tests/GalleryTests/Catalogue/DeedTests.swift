import Files
import Gallery
import Recipes
import TestSupport
import Testing

@Suite("What is done to pictures is known at once, without looking at all files")
struct DeedTests {
  private let test: TestGallery
  private let paths: [Path]

  init() throws {
    test = try TestGallery()
    let test = test
    paths = try ["one", "two", "three"].enumerated().map {
      try test.keep($0.element, minutes: Double($0.offset))
    }
    try test.refresh()
  }

  @Test("stars, tags and notes are found, and the picture keeps its row")
  func judged() throws {
    let before = try test.catalogue.list(GallerySearch()).ids
    let deed = try test.catalogue.judge([paths[0], paths[2]], .rating(4))
    _ = try test.catalogue.judge([paths[0]], .tags(adding: ["Zum Behalten", "keep"], removing: []))
    _ = try test.catalogue.judge([paths[0]], .note("für die Wand"))
    _ = try test.catalogue.judge([paths[1]], .favourite(true))
    #expect(try test.catalogue.list(GallerySearch()).ids == before)
    #expect(try test.found("rating>=4") == ["three", "one"])
    #expect(try test.found("tag:KEEP") == ["one"] && test.found("tag:kee") == [])
    #expect(try test.found("tag:kee*") == ["one"] && test.found("tag:\"zum behalten\"") == ["one"])
    #expect(try test.found("has:tag wand") == ["one"] && test.found("has:note") == ["one"])
    #expect(try test.found("is:fav") == ["two"] && test.found("-is:fav") == ["three", "one"])
    #expect(try test.found(search: .init(order: .rating)) == ["three", "one", "two"])
    #expect(
      try test.catalogue.completions(of: "tag:", at: 4).candidates == ["keep", "\"Zum Behalten\""])
    try test.catalogue.undo(deed)
    #expect(try test.found("rating>0") == [] && test.found("tag:keep") == ["one"])
    #expect(try test.refresh() == false)
  }

  @Test("judgements are those of the files when the index is lost")
  func reindexed() throws {
    _ = try test.catalogue.judge(paths, .rating(2))
    _ = try test.catalogue.judge([paths[1]], .tags(adding: ["keep"], removing: []))
    try test.catalogue.reindex(Cancellation()) { _, _ in }
    #expect(try test.found("rating:2").count == 3 && test.found("tag:keep") == ["two"])
  }

  @Test("the trash takes pictures out of the list and gives them back")
  func trash() throws {
    let ids = try test.catalogue.list(GallerySearch()).ids
    let deed = try test.catalogue.discard([paths[1]])
    #expect(try test.found() == ["three", "one"])
    #expect(try test.catalogue.list(GallerySearch(place: .trash)).ids == [ids[1]])
    try test.catalogue.undo(deed)
    #expect(try test.catalogue.list(GallerySearch()).ids == ids)
    _ = try test.catalogue.discard([paths[0], paths[2]])
    #expect(try test.catalogue.emptyTrash() == 2)
    #expect(try test.found() == ["two"])
    #expect(try test.catalogue.list(GallerySearch(place: .trash)).total == 0)
    #expect(try test.refresh() == false)
  }
}
