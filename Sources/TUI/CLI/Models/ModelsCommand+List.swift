package import ArgumentParser
import Engine
import Files
import Recipes
import Terminal

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
      let registry = Result { try locator.registry() }
      var table = TextTable(["name", "version", "draws", "width and height", "encoder", "place"])
      // Of one model under many names the files are read once.
      var known: [ModelRegistry.Place: [String]] = [:]
      for (name, place) in locator.places(registry: try? registry.get()) {
        let facts = known[place] ?? Self.facts { try locator.open(name, place).description }
        known[place] = facts
        table.append([name] + facts + [place.paths.map(\.text).joined(separator: ", ")])
      }
      try Console.print(lines: table.lines)
      // The models of a damaged registry are not in the table.
      _ = try registry.get()
    }

    /// Version, size, sizes and encoder.
    private static func facts(_ open: () throws -> ModelDescription) -> [String] {
      do {
        let model = try open()
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
