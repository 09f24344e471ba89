package import ArgumentParser
import Engine
import Files
import Recipes

extension ModelsCommand {
  /// `wurst models inspect`.
  package struct Inspect: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Show what a model or a file with weights consists of.",
      discussion: "Reads model folders, diffusers folders and their parts, safetensors with "
        + "and without shards, and torch checkpoints. Only headers are read.")

    @Argument(
      help: ArgumentHelp(
        "Name of a model, or paths of folders and files with commas between them.",
        valueName: "name|path,…"))
    var model: String

    @OptionGroup var variantOptions: VariantOptions

    package init() {}

    package func run() throws { try Interruption.watch { _ in try inspect() } }

    private func inspect() throws {
      let locator = ResourceLocator()
      let found = try locator.place(of: model)
      let place = found.place
      let variant = variantOptions.variant ?? place.variant
      let tables = try place.paths.map { path in
        try Self.table(of: path, variant: variant)
      }
      try Console.print(lines: Array(tables.joined(separator: [""])))
      guard found.isNamed || place.paths.count > 1 else { return }
      try Console.print(
        lines: [""] + (try ModelSummary(Model(locator.open(model, variant: variant))).lines))
    }

    private static func table(of path: Path, variant: String?) throws -> [String] {
      let inspection = try ModelInspection(path, variant: variant)
      var table = TextTable(
        ["component", "tensors", "parameters", "size", "type", "what it is", "used for"],
        alignedRight: [1, 2, 3])
      for row in inspection.rows {
        let types = row.types.map { "\($0.type.rawValue)" }.joined(separator: " ")
        table.append([
          row.component.isEmpty ? "-" : row.component, "\(row.tensors)",
          NumberText.count(row.parameters), NumberText.size(row.bytes), types, row.network, row.use,
        ])
      }
      return ["\(path): \(inspection.format.rawValue)", ""] + table.lines
    }
  }
}
