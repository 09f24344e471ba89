import Engine
import Files
import Recipes
import Synchronization
import TestSupport
import Testing

/// A model whose parts are counted as they are opened.
private final class CountedSource: ModelSource {
  let source: ModelFolder
  let reads = Mutex(0)

  init(source: ModelFolder) { self.source = source }

  var description: ModelDescription { source.description }
  var place: String { source.place }

  func tensors(of part: ModelPart) throws(LoadingError) -> any TensorSource {
    reads.withLock { $0 += 1 }
    return try source.tensors(of: part)
  }

  func tokenizer(of part: ModelPart) throws(LoadingError) -> BPETokenizer {
    try source.tokenizer(of: part)
  }

  func fingerprint() throws(LoadingError) -> String { try source.fingerprint() }
}

@Suite("Pipelines in little memory")
struct PipelineMemoryTests {
  private let folder: ModelFolder
  private let recipe: Recipe

  init() throws {
    folder = try ModelFolder(BuiltInModels.path("toy-scenes"))
    var recipe = folder.description.recipe(prompt: "a red ball on grass", seed: 1)
    recipe.stageC.steps = 3
    recipe.stageB.steps = 2
    self.recipe = recipe
  }

  @Test("a model that cannot fit says so before anything is read")
  func memory() throws {
    let small = try Model(folder, memory: MemoryBudget(bytes: 1 << 20))
    let error = #expect(throws: MemoryError.self) {
      try Pipeline(model: small, threads: 1)
        .run(recipe, cancellation: Cancellation()) { _ in Issue.record("nothing may begin") }
    }
    #expect(error?.description.contains("--memory allows") == true)
  }

  @Test("a picture to begin from counts, and what is made of it before it is encoded")
  func pictures() throws {
    var recipe = recipe
    recipe.input = .init(path: "p", fingerprint: "", strength: 0.5)
    func least(_ width: Int, _ height: Int) throws -> Int {
      let rgb = [UInt8](repeating: 9, count: 3 * width * height)
      let inputs = RunInputs(picture: Picture(width: width, height: height, rgb: rgb))
      var (less, least) = (1, 4096)
      while least - less > 1 {
        let middle = (less + least) / 2
        let model = try Model(folder, memory: MemoryBudget(bytes: middle << 20))
        do {
          try Pipeline(model: model, threads: 1).check(recipe, inputs: inputs)
          least = middle
        } catch is MemoryError {
          less = middle
        }
      }
      return least
    }
    let small = try least(512, 512)
    // 48 MB of pixels lie in memory all the while.
    #expect(try least(4000, 4000) >= small + 45)
    // Enlarged as a whole, this one would be 384 million pixels.
    #expect(try least(1000, 1) <= small)
  }

  @Test("in little memory parts are released and read again, with the same picture")
  func releasing() throws {
    /// Draws twice, and counts what the second run reads.
    func second(_ memory: MemoryBudget) throws -> (picture: Picture, reads: Int) {
      let source = CountedSource(source: folder)
      let pipeline = Pipeline(model: try Model(source, memory: memory), threads: 2)
      func picture() throws -> Picture {
        try pipeline.run(recipe, cancellation: Cancellation()) { _ in }.picture
      }
      _ = try picture()
      let before = source.reads.withLock { $0 }
      return (try picture(), source.reads.withLock { $0 } - before)
    }
    // The least megabytes in which a run can begin: its largest part fits, and nothing beside it.
    var (less, least) = (1, 4096)
    while least - less > 1 {
      let middle = (less + least) / 2
      let model = try Model(folder, memory: MemoryBudget(bytes: middle << 20))
      do {
        try Pipeline(model: model, threads: 1).check(recipe)
        least = middle
      } catch is MemoryError {
        less = middle
      }
    }
    let plenty = try second(MemoryBudget(bytes: 4 << 30))
    let tight = try second(MemoryBudget(bytes: least << 20))
    #expect(plenty.reads == 0 && tight.reads > 0)
    #expect(tight.picture == plenty.picture)
  }
}
