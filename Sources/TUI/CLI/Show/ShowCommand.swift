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
      + "are not read.")

  @Argument(help: ArgumentHelp("Pictures; - is the standard input.", valueName: "file"))
  var files: [Path]

  @Flag(help: "Print an object of JSON for each file, one on a line, and nothing else.")
  var json = false

  @OptionGroup(title: "Model to take recipes over for") var choice: ModelChoice

  @OptionGroup var variantOptions: VariantOptions

  package init() {}

  package func run() throws { try Interruption.watch(show) }

  /// A file that cannot be read is not in the way of the others.
  private func show(_ cancellation: Cancellation) throws {
    let source = try ResourceLocator().open(choice.model, variant: variantOptions.variant)
    let facts = ModelFacts(source)
    var failure: Failure?
    for (index, file) in files.enumerated() {
      do {
        let picture = try ShownPicture(file, for: facts, cancellation)
        if json {
          try Console.print(json: picture)
        } else {
          try Console.print(lines: (index == 0 ? [] : [""]) + picture.lines)
        }
      } catch let error as CancellationError {
        throw error
      } catch {
        let reason = Failure(error)
        guard files.count > 1, reason.status != .unread else { throw reason }
        Console.printError("wurst: \(reason.message)")
        failure = failure ?? reason
      }
    }
    if let failure {
      throw Failure("not all of the \(files.count) files could be read", failure.status)
    }
  }
}
