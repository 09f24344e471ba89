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
    help: ArgumentHelp(
      "Threads to compute with, 1 to 1024; all cores unless given.", valueName: "n"))
  package var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Memory to use at most, such as 8G, 1M or more; most of what is free unless given.",
      valueName: "size"))
  package var memory: MemorySize?

  @Option(name: .customLong("precision"), help: Parameters.precision.help)
  package var chosenPrecision: PrecisionChoice?

  package var precision: PrecisionChoice {
    chosenPrecision ?? Configuration.ofUser.configuration.precision ?? .auto
  }

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
    let own = Configuration.ofUser.configuration
    let threads = AddressSpace.threads(atMost: threads ?? own.threads ?? Machine.cores)
    let budget = (memory ?? own.memory).map { MemoryBudget(bytes: $0.bytes) } ?? .available
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
      valueName: "name|path,…"), completion: Completions.models)
  package var chosenModel: String?

  package var model: String {
    chosenModel ?? Configuration.ofUser.configuration.model ?? ResourceLocator.defaultModel
  }

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

extension Recipe.LoRA: ExpressibleByArgument {
  /// Reads `file` or `file:0.8`; a file whose own name ends so is that file.
  package init?(argument: String) {
    let parts = Path(typed: argument).exists ? nil : Self.parts(of: argument)
    self.init(path: Path(typed: parts?.file ?? argument), weight: parts?.weight ?? 1)
    if path.isEmpty { return nil }
  }
}
