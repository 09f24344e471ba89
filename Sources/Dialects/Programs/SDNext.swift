/// SD.Next, whose text is A1111's with its own name in it.
struct SDNext: Dialect {
  func read(_ texts: CarriedTexts) -> ForeignRecipe? {
    guard let text = texts.parameters else { return nil }
    let reading = InfotextReading(text)
    guard reading["App"] == "SD.Next" else { return nil }
    return reading.recipe(of: "SD.Next")
  }
}
