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
        text == #"{"count":1,"# + member
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
}
