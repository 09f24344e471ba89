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
        + "and without shards, and torch checkpoints. Only headers are read.",
      examples: ["wurst models inspect v2", "wurst models inspect ~/models/model_stage_c.pt"])

    @Argument(
      help: ArgumentHelp(
        "Name of a model, or paths of folders and files with commas between them.",
        valueName: "name|path,…"), completion: Completions.models)
    var model: String

    @OptionGroup var variantOptions: VariantOptions

    @OptionGroup var output: PrintOptions

    package init() {}

    package func run() throws { try Interruption.watch { _ in try inspect() } }

    private func inspect() throws {
      let locator = ResourceLocator()
      let found = try locator.place(of: model)
      let place = found.place
      let variant = variantOptions.variant ?? place.variant
      let files = try place.paths.map { path in
        InspectedFile(path, try ModelInspection(path, variant: variant))
      }
      try output.print(lines: Array(files.map(\.lines).joined(separator: [""])))
      if found.isNamed || place.paths.count > 1 {
        let model = try Model(locator.open(model, variant: variant))
        try output.print(lines: [""] + ModelSummary(model).lines)
      }
      try output.report("files", files)
    }
  }
}

/// A file or folder with weights, and what is in it.
private struct InspectedFile: Encodable {
  private let path: Path
  private let format: String
  private let components: [Component]

  private struct Component: Encodable {
    let name: String
    let tensors: Int
    let parameters: Int
    let bytes: Int
    let types: [String]
    let network: String
    let use: String
  }

  init(_ path: Path, _ inspection: ModelInspection) {
    self.path = path
    format = inspection.format.rawValue
    components = inspection.rows.map { row in
      Component(
        name: row.component, tensors: row.tensors, parameters: row.parameters, bytes: row.bytes,
        types: row.types.map { "\($0.type.rawValue)" }, network: row.network, use: row.use)
    }
  }

  var lines: [String] {
    var table = TextTable(
      ["component", "tensors", "parameters", "size", "type", "what it is", "used for"],
      alignedRight: [1, 2, 3])
    for part in components {
      table.append([
        part.name.isEmpty ? "-" : part.name, "\(part.tensors)", NumberText.count(part.parameters),
        NumberText.size(part.bytes), part.types.joined(separator: " "), part.network, part.use,
      ])
    }
    return ["\(path): \(format)", ""] + table.lines
  }
}
