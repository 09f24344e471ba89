import Files
import Gallery
import Recipes
import Render
import TestSupport
import Testing

@Suite("Recipes in files")
struct PictureTextsTests {
  @Test("a recipe survives the file")
  func file() throws {
    var recipe = Recipe(
      prompt: "", negative: "", model: "toy-scenes", seed: 7,
      stageC: .init(steps: 30, guidance: 3, sampler: .ddpm),
      stageB: .init(steps: 8, guidance: 1))
    recipe.prompt = "zwei \"rote\" Bälle\nNegative prompt: 🎨, Steps: 3\\"
    recipe.negative = "\u{1b}[31m\t\0"
    let metadata = PictureMetadata(recipe: recipe, fingerprint: "0123456789abcdef")
    try TemporaryFolder.with { folder in
      let path = folder / "a.png"
      let bitmap = Bitmap(width: 2, height: 1, rgb: [1, 2, 3, 4, 5, 6])
      try PNGWriter.write(bitmap, texts: metadata.pngTexts(width: 2, height: 1), to: path)
      #expect(try PictureMetadata.read(PNGReader.texts(path)) == metadata)
      #expect(try PNGReader.read(path).bitmap == bitmap)
    }
  }
}
