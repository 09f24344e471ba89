import Foundation
import Recipes
import Testing

@Suite("Styles")
struct PromptStyleTests {
  @Test("a style goes around the text, or behind it")
  func adding() {
    #expect(StyledText("a ball", adding: ["{prompt}, in ink"]).text == "a ball, in ink")
    #expect(StyledText("a ball", adding: ["in ink"]).text == "a ball, in ink")
    #expect(StyledText("", adding: ["in ink"]).text == "in ink")
    #expect(StyledText("a ball", adding: ["", "x"]).text == "a ball, x")
    let both = StyledText("a {b|c} é ball", adding: ["ink of {prompt} {prompt}", "old: {prompt}"])
    #expect(both.text == "old: ink of a {b|c} é ball a {b|c} é ball")
    #expect(both.offset == 12)
    #expect(StyledText("{prompt}", adding: ["{prompt} {prompt}"]).text == "{prompt} {prompt}")
  }

  @Test("styles that repeat the text again and again end")
  func doubling() {
    let piece = String(repeating: "{prompt} ", count: 100)
    let text = StyledText("a ball", adding: Array(repeating: piece, count: PromptStyle.most)).text
    #expect(text.hasPrefix("a ball a ball ") && text.utf8.count < 100_000)
  }

  @Test("a recipe keeps what was typed and the names of its styles")
  func recipe() throws {
    var recipe = TestFacts.tokens.recipe(seed: 1)
    (recipe.prompt, recipe.negative) = ("a ball", "dull")
    let plain = recipe
    recipe.add([])
    #expect(recipe == plain && recipe.origin == nil && recipe.typedPrompt == "a ball")
    recipe.add([
      PromptStyle(name: "ink", prompt: "ink of {prompt}", negative: "photo"),
      PromptStyle(name: "old", prompt: "", negative: "new {prompt}"),
    ])
    #expect(recipe.prompt == "ink of a ball" && recipe.negative == "new dull, photo")
    #expect(recipe.typedPrompt == "a ball" && recipe.typedNegative == "dull")
    #expect(recipe.origin?.styles == ["ink", "old"] && recipe.origin?.template == nil)
    let read = try JSONDecoder().decode(Recipe.self, from: JSONEncoder().encode(recipe))
    #expect(read == recipe)
  }

  @Test("what was typed changes no picture, and is not in recipes that lack it")
  func drawing() throws {
    var recipe = TestFacts.tokens.recipe(seed: 1)
    recipe.prompt = "a red ball"
    var other = recipe
    other.add([], template: "a {red|blue} ball")
    #expect(other != recipe && other.draws(as: recipe))
    other.seed = 2
    #expect(!other.draws(as: recipe))
    let text = String(decoding: try JSONEncoder().encode(recipe), as: UTF8.self)
    #expect(!text.contains("origin"))
  }
}
