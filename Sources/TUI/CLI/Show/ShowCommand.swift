package import ArgumentParser
import Files
import Recipes

/// `wurst show`: says what pictures carry, whatever program drew them.
package struct ShowCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show how pictures were made, as their files say it.",
    discussion: "Reads PNG, JPEG and WebP pictures of wurst, A1111, Forge, SD.Next, "
      + "stable-diffusion.cpp, InvokeAI, ComfyUI, Fooocus, Easy Diffusion, NovelAI, Draw Things, "
      + "SwarmUI and mold, and says what wurst can take over from other programs. Their pixels "
      + "are not read.",
    examples: [
      "wurst show ball.png from-comfyui.png", "wurst show ball.png --preview",
      "wurst show --json *.png | jq -c .recipe > recipes.jsonl",
    ])

  @Argument(help: ArgumentHelp("Pictures; - is the standard input.", valueName: "file"))
  var files: [Path]

  @Flag(help: "Print an object of JSON for each file, one on a line, and nothing else.")
  var json = false

  @OptionGroup var viewOptions: ViewOptions

  @OptionGroup(title: "Model to take recipes over for") var choice: ModelChoice

  @OptionGroup var variantOptions: VariantOptions

  package init() {}

  package func validate() throws {
    if viewOptions.opens && files.contains(.standardStream) {
      throw ValidationError("--open needs files, not the standard input")
    }
  }

  package func run() throws {
    let preview = viewOptions.preview
    try Interruption.watch { try show(preview, $0) }
  }

  private struct Unread: Encodable {
    let file: Path
    let error: String
  }

  /// A file that cannot be read is not in the way of the others.
  private func show(_ preview: InlinePreview?, _ cancellation: Cancellation) throws {
    try viewOptions.check()
    let source = try ResourceLocator().open(choice.model, variant: variantOptions.variant)
    let facts = ModelFacts(source)
    var failure: Failure?
    var shown: [ShownPicture] = []
    for (index, file) in files.enumerated() {
      do {
        let picture = try ShownPicture(
          file, withPixels: preview != nil, for: facts, cancellation)
        shown.append(picture)
        if let preview, let bitmap = picture.bitmap { preview.show(bitmap) }
        if json {
          try Console.print(json: picture)
        } else {
          try Console.print(lines: (index == 0 ? [] : [""]) + picture.lines)
        }
      } catch let error as CancellationError {
        throw error
      } catch {
        let reason = Failure(error)
        if json && reason.status != .unread {
          try Console.print(json: Unread(file: file, error: reason.message))
        }
        guard files.count > 1, reason.status != .unread else { throw reason }
        Console.printError("wurst: \(reason.message)")
        failure = failure ?? reason
      }
    }
    if !json { try Console.print(lines: differences(shown, facts)) }
    if let first = shown.first { try viewOptions.open(first.file) }
    if let failure {
      throw Failure("not all of the \(files.count) files could be read", failure.status)
    }
  }
  /// In what the recipes of the others differ from the first.
  private func differences(_ shown: [ShownPicture], _ facts: ModelFacts) -> [String] {
    let all = shown.compactMap { picture in picture.recipe.map { (picture.file, $0) } }
    guard let (first, recipe) = all.first, all.count > 1 else { return [] }
    return all.dropFirst().flatMap { file, other in
      let difference = RecipeDifference(recipe, other, facts: facts)
      var lines = [
        ("prompt", recipe.prompt, other.prompt), ("negative", recipe.negative, other.negative),
      ]
      .filter { $0.1 != $0.2 }.map { "  \($0.0) \u{201C}\($0.1)\u{201D} → \u{201C}\($0.2)\u{201D}" }
      lines += difference.settings.map { "  \($0)" }
      return lines.isEmpty
        ? ["", "\(file) was made as \(first) was"] : ["", "From \(first) to \(file):"] + lines
    }
  }
}
