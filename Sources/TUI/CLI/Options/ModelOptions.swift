package import ArgumentParser
package import Engine
import Files
import Foundation
package import Recipes

/// Which model runs, on how many threads and in how much memory.
package struct ModelOptions: ParsableArguments, Sendable {
  @OptionGroup var choice: ModelChoice

  package var chosenModel: String? { choice.chosenModel }

  package var model: String { choice.model }

  @OptionGroup var variantOptions: VariantOptions

  package var variant: String? { variantOptions.variant }

  @Option(help: Parameters.loras.help) package var lora: [Recipe.LoRA] = []

  @Option(
    help: ArgumentHelp("Threads to compute with; all cores unless given.", valueName: "n"))
  package var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Memory to use at most, such as 8G; most of what is free unless given.", valueName: "size"))
  package var memory: MemorySize?

  @Option(help: Parameters.precision.help) package var precision = PrecisionChoice.auto

  package init() {}

  package mutating func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be between 1 and 1024, not \(threads)")
    }
  }

  /// The files that change the prior, as recipes name them.
  package var changes: [Recipe.LoRA] {
    lora.map { Recipe.LoRA(path: $0.path.absolute, weight: $0.weight) }
  }

  /// The files that are read beside the model.
  var files: [Path] { lora.map(\.path) }

  /// Finds the model and reads its sizes.
  ///
  /// - Throws: `RegistryError`, `ResourceError` or `LoadingError`.
  package func source(_ locator: ResourceLocator) throws -> any ModelSource {
    let source = try locator.open(model, variant: variant)
    return lora.isEmpty ? source : try ChangedModel(source, loras: changes)
  }

  /// A pipeline on the networks of `source`, which are read when they are needed.
  package func pipeline(_ source: any ModelSource) throws(LoadingError) -> Pipeline {
    let threads = AddressSpace.threads(atMost: threads ?? Machine.cores)
    let budget = memory.map { MemoryBudget(bytes: $0.bytes) } ?? .available
    let memory = budget.within(AddressSpace.left, threads: threads)
    return Pipeline(model: try Model(source, memory: memory), threads: threads)
  }
}

/// Which model is meant.
///
/// Commands that take a part of `ModelOptions` share this group and the next: an option of their own
/// of the same name would be read by the command above them.
package struct ModelChoice: ParsableArguments, Sendable {
  @Option(
    name: .customLong("model"),
    help: ArgumentHelp(
      "Name of a model, or the paths of its folders and files with commas between them; "
        + "\(ResourceLocator.defaultModel) unless given.",
      valueName: "name|path,…"))
  package var chosenModel: String?

  package var model: String { chosenModel ?? ResourceLocator.defaultModel }

  package init() {}
}

/// Which of the weights of a model are taken.
package struct VariantOptions: ParsableArguments, Sendable {
  @Option(
    help: ArgumentHelp(
      "Which weights to take from diffusers folders that have several, such as fp16.",
      valueName: "name"))
  package var variant: String?

  package init() {}
}

/// What products are computed in, or that the machine decides.
package enum PrecisionChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
  case auto, fp32, bf16

  package var precision: Precision {
    switch self {
    case .auto: .best
    case .fp32: .fp32
    case .bf16: .bf16
    }
  }
}

/// A number of bytes, written with a unit.
package struct MemorySize: ExpressibleByArgument, Equatable, Sendable {
  package let bytes: Int

  /// Reads `8G`, `500M` or a number of bytes; units are powers of 1024, and at least 1 MB is asked for.
  package init?(argument: String) {
    let text = argument.uppercased()
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let units = ["": 1.0, "K": 0x1p10, "M": 0x1p20, "G": 0x1p30, "T": 0x1p40]
    var unit = text.dropFirst(digits.count)
    for ending in ["IB", "B"] where unit.hasSuffix(ending) {
      unit = unit.dropLast(ending.count)
      break
    }
    guard let number = Double(digits), let factor = units[String(unit)],
      (0x1p20...0x1p50).contains(number * factor)
    else { return nil }
    bytes = Int(number * factor)
  }
}

extension Recipe.LoRA: ExpressibleByArgument {
  /// Reads `file` or `file:0.8`; a file whose own name ends so is that file.
  package init?(argument: String) {
    if !Path(typed: argument).exists, let colon = argument.lastIndex(of: ":"),
      let weight = Float(argument[argument.index(after: colon)...])
    {
      self.init(path: Path(typed: argument[..<colon]), weight: weight)
    } else {
      self.init(path: Path(typed: argument), weight: 1)
    }
    if path.isEmpty { return nil }
  }
}
