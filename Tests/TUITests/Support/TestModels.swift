import Engine
import Files
import Foundation
import Recipes
import wurst

/// What the headers of real models say.
enum TestModels {
  /// Draws tokens, and has an encoder.
  static let toy: ModelFacts = read(nil, name: "toy-scenes")
  /// Draws a finer latent, and has no encoder.
  static let second = read(Path(folder), name: "tiny-v2")

  static let facts = ["toy-scenes": toy, "tiny-v2": second]

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Goldens/v2/combined_single_folder/model").path()

  private static func read(_ path: Path?, name: String) -> ModelFacts {
    do {
      let path = try path ?? ResourceLocator().model(name)
      var facts = ModelFacts(try ModelFiles.open([path], name: name))
      // The place differs from one machine to the next.
      facts.inputProblem = facts.inputProblem?.replacing(path.text, with: "/models/" + name)
      return facts
    } catch {
      preconditionFailure("\(name): \(error)")
    }
  }
}
