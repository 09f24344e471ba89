import Files
import FoundationEssentials
import Recipes
import Testing

@Suite("What a recipe begins from")
struct StartTests {
  private let recipe = Recipe(
    prompt: "a ball", negative: "", model: "toy", seed: 7,
    stageC: .init(steps: 2, guidance: 3, sampler: .ddpm), stageB: .init(steps: 4, guidance: 1))

  private func json(_ start: Recipe.Start) throws -> String {
    var recipe = recipe
    recipe.start = start
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(recipe), as: UTF8.self)
  }

  private func read(_ json: String) throws -> Recipe {
    try JSONDecoder().decode(Recipe.self, from: Data(json.utf8))
  }

  @Test("noise is not written, a picture is `input`, a kept latent is `latent`; each is read again")
  func coding() throws {
    let cases: [(Recipe.Start, String)] = [
      (.noise, ""),
      (
        .picture(
          .init(
            path: "/a.png", fingerprint: "0", strength: 0.5,
            mask: .init(path: "/m.png", fingerprint: "1"))),
        #""input":{"fingerprint":"0","mask":{"fingerprint":"1","path":"/m.png"},"#
          + #""path":"/a.png","strength":0.5},"#
      ),
      (
        .latent(.init(path: "/a.png", fingerprint: "0", strength: 0.25)),
        #""latent":{"fingerprint":"0","path":"/a.png","strength":0.25},"#
      ),
    ]
    for (start, member) in cases {
      let text = try json(start)
      #expect(
        text == #"{"count":1,"emphasis":"weights","# + member
          + #""loras":[],"model":"toy","negative":"","precision":"fp32","prompt":"a ball","seed":7,"#
          + #""stageB":{"guidance":1,"steps":4},"#
          + #""stageC":{"guidance":3,"sampler":"ddpm","schedule":"linear","steps":2}}"#)
      #expect(try read(text).start == start)
    }
  }

  @Test("a recipe that names a picture and a latent is refused")
  func both() throws {
    let picture = try json(.picture(.init(path: "/a.png", fingerprint: "0", strength: 0.5)))
    let both = picture.replacing(
      #""loras""#, with: #""latent":{"fingerprint":"0","path":"/b.png","strength":1},"loras""#)
    #expect(throws: DecodingError.self) { try read(both) }
  }

  @Test("the strength of either is a share", arguments: [-0.1, 1.5, .nan] as [Float])
  func strength(_ strength: Float) {
    var recipe = recipe
    recipe.start = .latent(.init(path: "/a.png", fingerprint: "0", strength: strength))
    #expect(recipe.problem == "the strength \(strength) is outside 0.0…1.0")
    recipe.start = .picture(.init(path: "/a.png", fingerprint: "0", strength: strength))
    #expect(recipe.problem == "the strength \(strength) is outside 0.0…1.0")
  }

  @Test("a kept latent is named in the parameters text")
  func infotext() {
    var recipe = recipe
    recipe.start = .latent(.init(path: "/home/a/ball.png", fingerprint: "0", strength: 0.6))
    let text = PictureMetadata(recipe: recipe, fingerprint: nil, app: "wurst")
      .texts(width: 64, height: 64)[0].text
    #expect(text.contains("Denoising strength: 0.6, Init latent: ball.png,"), "\(text)")
  }

  @Test("a run from a latent begins at its strength and visits the times below")
  func times() {
    let linear = Timesteps.linear
    #expect(linear.times(steps: 4, from: nil) == [1, 0.75, 0.5, 0.25, 0])
    #expect(linear.times(steps: 4, from: 1) == [1, 0.75, 0.5, 0.25, 0])
    #expect(linear.times(steps: 4, from: 0.99) == [0.99, 0.75, 0.5, 0.25, 0])
    #expect(linear.times(steps: 4, from: 0.5) == [0.5, 0.25, 0])
    #expect(linear.times(steps: 4, from: 0.2) == [0.2, 0])
    #expect(linear.times(steps: 4, from: 0) == [0])
  }

  @Test("no first step is shorter than half the next, and none comes of rounding")
  func shortSteps() {
    for steps in [1, 2, 3, 7, 10, 30, 60] {
      let wrong = (1..<1000).map { Float($0) / 1000 }.filter { strength in
        let times = Timesteps.linear.times(steps: steps, from: strength)
        let lengths = zip(times, times.dropFirst()).map { $0 - $1 }
        // Differences of numbers up to 1 are off by as much as their rounding.
        return times.first != strength || times.last != 0 || lengths.contains { $0 <= 0 }
          || lengths.count > 1 && lengths[0] < lengths[1] / 2 - 1e-6
      }
      #expect(wrong == [], "\(steps) steps")
    }
    #expect(Timesteps.linear.times(steps: 30, from: 0.6).count == 19, "18 steps")
    #expect(Timesteps.linear.times(steps: 10, from: 0.5005).count == 6, "5 steps")
    // With a single time below there is no next step to take it together with.
    #expect(Timesteps.list([1, 0.5, 0.25]).times(steps: 0, from: 0.3) == [0.3, 0.25])
    #expect(Timesteps.list([1, 0.5, 0.25]).times(steps: 0, from: 0.25) == [0.25])
  }
}
