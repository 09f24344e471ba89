package import ArgumentParser
import Engine
import Foundation

/// `wurst models`: what models there are and what they consist of.
package struct ModelsCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "models", abstract: "List models and look into their files.",
    subcommands: [List.self, Inspect.self], defaultSubcommand: List.self)

  package init() {}

  package struct List: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "List the models that are found by name.")

    package init() {}

    package func run() throws {
      var table = TextTable(["name", "draws", "place"])
      for (name, path) in ResourceLocator().models {
        let size = (try? ModelFolder(path)).map { $0.manifest.stageA.image }
        table.append([name, size.map { "\($0.width)×\($0.height)" } ?? "damaged", path])
      }
      Console.print(table.text)
    }
  }

  package struct Inspect: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Show what a model or a file with weights consists of.",
      discussion: "Reads model folders, diffusers folders and their parts, safetensors with "
        + "and without shards, and torch checkpoints. Only headers are read.")

    @Argument(
      help: ArgumentHelp("Name of a model, or the path of a folder or file.", valueName: "model"))
    var model: String

    package init() {}

    package func run() throws {
      let isPlace = FileManager.default.fileExists(atPath: model)
      let path = isPlace ? model : try ResourceLocator().model(model)
      let inspection = try ModelInspection(path)
      var table = TextTable(
        ["component", "tensors", "parameters", "size", "type", "what it is", "used for"],
        alignedRight: [1, 2, 3])
      for row in inspection.rows {
        let types = row.types.map { "\($0.type.rawValue)" }.joined(separator: " ")
        table.append([
          row.component.isEmpty ? "-" : row.component, "\(row.tensors)",
          Self.count(row.parameters), Self.size(row.bytes), types, row.network, row.use,
        ])
      }
      Console.print("\(path): \(inspection.format.rawValue)\n\n\(table.text)")
    }

    private static func count(_ number: Int) -> String {
      if number < 10_000 { return "\(number)" }
      return number < 1_000_000
        ? oneDecimal(Double(number) / 1e3) + " k" : oneDecimal(Double(number) / 1e6) + " M"
    }

    private static func size(_ bytes: Int) -> String {
      let (value, unit) =
        bytes < 1_000_000 ? (1e3, "kB") : bytes < 1_000_000_000 ? (1e6, "MB") : (1e9, "GB")
      return oneDecimal(Double(bytes) / value) + " " + unit
    }

    /// Written out, since the formatter of the C library would follow the locale.
    private static func oneDecimal(_ value: Double) -> String {
      let tenths = Int((value * 10).rounded())
      return "\(tenths / 10).\(tenths % 10)"
    }
  }
}

/// Columns of text, two spaces apart.
struct TextTable {
  private var rows: [[String]]
  private let alignedRight: Set<Int>

  init(_ titles: [String], alignedRight: Set<Int> = []) {
    rows = [titles]
    self.alignedRight = alignedRight
  }

  mutating func append(_ row: [String]) {
    precondition(row.count == rows[0].count)
    rows.append(row)
  }

  /// The lines, without spaces at their ends.
  var text: String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return alignedRight.contains(column) ? space + cell : cell + space
      }
      let line = cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}
