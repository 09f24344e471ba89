import Files
import Gallery
import Recipes
import Testing

@Suite("Tab completes what may stand in a search")
struct CompletionTests {
  private let test: TestGallery

  init() throws {
    test = try TestGallery()
    for model in ["v2", "v1", "a model"] {
      var recipe = TestGallery.recipe("ball")
      recipe.model = model
      try test.keep(recipe)
    }
    try test.refresh()
  }

  @Test(
    "at the cursor",
    arguments: [
      ("se", 2, 0..<2, ["seed:"]), ("robot -mo", 9, 7..<9, ["model:"]),
      ("is:", 3, 3..<3, ["fav", "damaged", "link", "foreign", "readonly"]),
      ("猫 IS:F", 6, 5..<6, ["fav", "foreign"]), ("model:", 6, 6..<6, ["\"a model\"", "v1", "v2"]),
      ("model:V", 7, 6..<7, ["v1", "v2"]), ("model:\"a m", 10, 6..<10, ["\"a model\""]),
      ("has:t x", 5, 4..<5, ["trace", "tag"]),
      ("\"two se", 7, 0..<7, []), ("seed:4", 6, 5..<6, []), ("nothing", 7, 0..<7, []),
      ("f", 99, 0..<1, ["from:"]),
      ("tag:", 4, 4..<4, []),
    ] as [(String, Int, Range<Int>, [String])])
  func completions(text: String, cursor: Int, range: Range<Int>, candidates: [String]) throws {
    let found = try test.catalogue.completions(of: text, at: cursor)
    #expect(found == SearchCompletions(range: range, candidates: candidates))
  }

  @Test("an empty search may begin with every key, each of which is understood")
  func keys() throws {
    let keys = try test.catalogue.completions(of: "", at: 0).candidates
    #expect(keys.contains("seed:") && keys.contains("tag:") && keys.count > 10)
    for key in keys {
      let error = try #require(throws: SearchError.self) {
        try test.catalogue.list(GallerySearch(text: key))
      }
      #expect(error.message.contains("something is missing"))
      let example = try #require(error.message.split(separator: "as in ").last)
      _ = try test.catalogue.list(GallerySearch(text: String(example)))
    }
  }
}
