/// AUTOMATIC1111's web UI, and Forge, which came of it.
///
/// Whatever else writes the same text without saying its own name is taken for it.
struct A1111: Dialect {
  func read(_ texts: CarriedTexts) -> ForeignRecipe? {
    let named = texts.named("parameters")
    let places = [named, texts.userComment, texts.description].compactMap(\.self) + texts.comments
    let readings = places.map(InfotextReading.init)
    // A text of that name is a prompt where there are no settings, but not what a program wrote.
    let isPrompt = named.map { JSONReader.read($0)?.isObject != true } ?? false
    let reading = readings.first { !$0.settings.isEmpty } ?? (isPrompt ? readings.first : nil)
    return reading.map { $0.recipe(of: Self.program($0["Version"])) }
  }

  /// Forge's versions are such as `f2.0.1v1.10.1-previous-636-gb835f24a`; others begin with a name.
  private static func program(_ version: String?) -> String {
    guard let version else { return "A1111" }
    if version.wholeMatch(of: /f[0-9].*/) != nil { return "Forge" }
    return [ComfyUI.name, "wurst"].first(where: version.hasPrefix) ?? "A1111"
  }
}
