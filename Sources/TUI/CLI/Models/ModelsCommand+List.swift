package import ArgumentParser
import Engine
import Recipes

extension ModelsCommand {
  /// `wurst models list`.
  package struct List: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "List the models that are found by name.",
      discussion: "Shows the size that a model draws when none is asked for, which widths and "
        + "heights it can draw, and whether it has the encoder that a picture as input needs.")

    package init() {}

    package func run() throws { try Interruption.watch { _ in try list() } }

    private func list() throws {
      let locator = ResourceLocator()
      var table = TextTable(["name", "version", "draws", "width and height", "encoder", "place"])
      for (name, place) in locator.models {
        table.append([name] + Self.facts(of: name, locator) + [place])
      }
      try Console.print(lines: table.lines)
      // The models of a damaged registry are not in the table.
      _ = try locator.registry()
    }

    /// Version, size, sizes and encoder.
    private static func facts(of name: String, _ locator: ResourceLocator) -> [String] {
      do {
        let model = try locator.open(name).description
        let size = model.sizes.standard
        return [
          model.generation == .first ? "1" : "2", "\(size)", model.sizes.sentence,
          model.encoder == nil ? "no" : "yes",
        ]
      } catch {
        let isMissing = (error as? LoadingError)?.isMissing ?? false
        return [isMissing ? "missing" : "damaged", "-", "-", "-"]
      }
    }
  }
}
