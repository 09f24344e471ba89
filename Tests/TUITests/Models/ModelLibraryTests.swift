import Engine
import Files
import Recipes
import Testing
import wurst

@Suite("The models that can be opened")
struct ModelLibraryTests {
  private func library(first: String) -> ModelLibrary {
    let locator = ResourceLocator()
    return ModelLibrary(locator, first: first) {
      try locator.open($0)
    } pipeline: {
      Pipeline(model: try Model($0), threads: 1)
    }
  }

  @Test("the model that the program was started with is listed, wherever it is")
  func places() {
    #expect(library(first: "toy-scenes").places.count { $0.name == "toy-scenes" } == 1)
    let places = library(first: "/a/prior,/b/decoder").places
    #expect(places.first == ModelPlace(name: "/a/prior,/b/decoder", place: "/a/prior, /b/decoder"))
    #expect(ModelPlace.shortened("/a/prior,/b/decoder") == "prior, decoder")
    #expect(ModelPlace.shortened("toy-scenes") == "toy-scenes")
  }

  @Test("the painter goes from one model to another, and stays where one cannot be opened")
  func opening() throws {
    let library = library(first: TestModels.folder)
    let painter = try PipelinePainter(library, model: TestModels.folder)
    #expect(!painter.facts.drawsTokens)
    #expect(try painter.tokenColours(cancellation: Cancellation()) == nil)
    let second = painter.facts.name
    #expect(throws: (any Error).self) { try painter.open(model: "nowhere") }
    #expect(painter.facts.name == second)
    #expect(try painter.open(model: "toy-scenes").codes == 2048)
    #expect(painter.facts == TestModels.toy)
    #expect(painter.examine("a red robot", .none).unknownWords == ["robot"])
    // A picture of the model before can still be kept.
    #expect(try library.fingerprint(of: second) != nil)
    #expect(
      try library.fingerprint(of: "toy-scenes") != (try library.fingerprint(of: second)))
    #expect(try library.fingerprint(of: "nowhere") == nil)
  }
}
