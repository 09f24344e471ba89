import Engine
import Files
import Gallery
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

  @Test(
    "a LoRA of a recipe changes the prior for its runs alone, and one that is missing is refused")
  func loras() throws {
    let library = library(first: Goldens.secondGeneration.joined(separator: ","))
    let painter = try PipelinePainter(
      library, model: Goldens.secondGeneration.joined(separator: ","))
    var recipe = painter.facts.recipe(seed: 1)
    recipe.size = PictureSize(width: 128, height: 128)
    (recipe.stageC.steps, recipe.stageB.steps) = (1, 1)
    func paint(_ loras: [Recipe.LoRA]) throws -> [Picture] {
      recipe.loras = loras
      return try painter.paint(
        recipe, inputs: RunInputs(), cancellation: Cancellation()
      ) { _ in }.pictures
    }
    let file = Path(Goldens.path("v2/lora_prior/pytorch_lora_weights.safetensors"))
    let loras = [Recipe.LoRA(path: file, weight: 5)]
    let plain = try paint([])
    try painter.check(loras)
    recipe.loras = loras
    #expect(painter.foresee(recipe)[.c] != .kept)
    #expect(try paint(loras) != plain)
    #expect(painter.foresee(recipe)[.c] == .kept)
    #expect(try paint([]) == plain)
    let name = painter.facts.name
    #expect(
      try library.fingerprint(of: name) != (try library.fingerprint(of: name, with: loras)))
    let missing = [Recipe.LoRA(path: "/nowhere.safetensors", weight: 1)]
    #expect(throws: LoadingError.self) { try painter.check(missing) }
    #expect(throws: LoadingError.self) { try paint(missing) }
    #expect(try paint([]) == plain)
  }

  @Test("what a picture carries is taken over by the painter, and refused where it does not fit")
  func adopting() throws {
    let painter = try PipelinePainter(library(first: "toy-scenes"), model: "toy-scenes")
    func paint(_ recipe: Recipe, _ painter: PipelinePainter) throws -> (Trace, [Stage]) {
      var drawn: [Stage] = []
      let trace = try painter.paint(
        recipe, inputs: RunInputs(), cancellation: Cancellation()
      ) { if case .started(let stage, _, _) = $0 { drawn.append(stage) } }
      return (trace, drawn)
    }
    var recipe = TestModels.toy.recipe(seed: 1)
    recipe.size = PictureSize(width: 128, height: 128)
    (recipe.stageC.steps, recipe.stageB.steps) = (1, 1)
    recipe.stageB.finish = .drawn
    let own = try paint(recipe, painter).0
    let fingerprint = try #require(
      try ResourceLocator().open("toy-scenes").fingerprint() as String?)
    let other = try PipelinePainter(library(first: "toy-scenes"), model: "toy-scenes")
    let kept = PictureTrace(own, of: 0)
    try other.adopt(kept, of: PictureMetadata(recipe: recipe, fingerprint: fingerprint))
    let (again, drawn) = try paint(recipe, other)
    #expect(drawn == [.a] && again.pictures == own.pictures)
    recipe.stageB.steps = 2
    #expect(try paint(recipe, other).1 == [.text, .b, .a])
    #expect(throws: Failure.self) {
      try other.adopt(kept, of: PictureMetadata(recipe: recipe, fingerprint: "00"))
    }
    let foreign = PictureTrace(
      latent: Latent(channels: 1, height: 1, width: 1, values: [0]), tokens: nil)
    #expect(throws: InputError.self) {
      try other.adopt(foreign, of: PictureMetadata(recipe: recipe, fingerprint: nil))
    }
  }
}
