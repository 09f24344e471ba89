package import Files
import FoundationEssentials

/// A folder of components in the layout of diffusers (spec v2 §9), with or without its
/// `model_index.json`.
package struct DiffusersFolder: Sendable {
  package let path: Path
  package let kind: Kind
  package let settings: PipelineSettings

  package enum Kind: String, Sendable {
    /// Stage C and its text tower.
    case prior = "WuerstchenPriorPipeline"
    /// Stages B and A and their text tower.
    case decoder = "WuerstchenDecoderPipeline"
    /// Both; the prior's folders have the prefix `prior_`.
    case combined = "WuerstchenCombinedPipeline"
  }

  package enum Part: CaseIterable, Sendable {
    case prior, priorScheduler, priorTextEncoder, priorTokenizer
    case decoder, scheduler, textEncoder, tokenizer, vqgan
  }

  /// - Throws: `.missing` when nothing is there, `.unsupported` when it is another pipeline or
  ///   no pipeline at all.
  package init(_ path: Path) throws(LoadingError) {
    self.path = path
    let index = path / "model_index.json"
    if index.exists {
      let file = try SmallFile.json(ModelIndex.self, at: index, role: "model index")
      guard let kind = Kind(rawValue: file.className) else {
        throw .unsupported(
          path: path, problem: "it is a \(file.className); only Würstchen's pipelines are read")
      }
      self.kind = kind
      // The combined pipeline passes none of these on to the two it consists of.
      settings = kind == .combined ? PipelineSettings() : file.settings
    } else {
      kind = try Self.kind(byFoldersIn: path)
      settings = PipelineSettings()
    }
  }

  private static func kind(byFoldersIn path: Path) throws(LoadingError) -> Kind {
    func has(_ name: String) -> Bool {
      (path / name / "config.json").exists
    }
    if has("prior_prior") || has("prior_text_encoder") { return .combined }
    let (prior, decoder) = (has("prior"), has("decoder") || has("vqgan"))
    if prior && !decoder { return .prior }
    if decoder && !prior { return .decoder }
    guard path.exists else {
      throw .missing(role: "model folder", path: path)
    }
    throw .unsupported(
      path: path,
      problem: prior
        ? "it has both 'prior' and 'decoder' and no model_index.json to say whose text tower is there"
        : "it has neither model_index.json nor a folder 'prior', 'decoder' or 'vqgan'")
  }

  /// The folder of `part`; nil where this kind of pipeline does not have it.
  package func folder(of part: Part) -> Path? {
    let isPrior: Bool
    let name: String
    switch part {
    case .prior: (isPrior, name) = (true, "prior")
    case .priorScheduler: (isPrior, name) = (true, "scheduler")
    case .priorTextEncoder: (isPrior, name) = (true, "text_encoder")
    case .priorTokenizer: (isPrior, name) = (true, "tokenizer")
    case .decoder: (isPrior, name) = (false, "decoder")
    case .scheduler: (isPrior, name) = (false, "scheduler")
    case .textEncoder: (isPrior, name) = (false, "text_encoder")
    case .tokenizer: (isPrior, name) = (false, "tokenizer")
    case .vqgan: (isPrior, name) = (false, "vqgan")
    }
    return switch kind {
    case .prior: isPrior ? path / name : nil
    case .decoder: isPrior ? nil : path / name
    case .combined: path / (isPrior ? "prior_\(name)" : name)
    }
  }
}

/// The numbers that join the stages of a v2 pipeline (spec v2 §8).
package struct PipelineSettings: Equatable, Sendable {
  /// The latent that Stage B gets is `latentMean · x − latentStd`.
  package var latentMean: Float = 42
  package var latentStd: Float = 1
  /// Pixels per position of Stage C's latent.
  package var resolutionMultiple: Double = 42.67
  /// Positions of Stage B's latent per position of Stage C's.
  package var latentDimScale: Double = 10.67

  package init() {}
}

/// `model_index.json`; which library each component came from does not matter.
private struct ModelIndex: Decodable {
  let className: String
  let settings: PipelineSettings

  enum CodingKeys: String, CodingKey {
    case className = "_class_name"
    case latentMean = "latent_mean"
    case latentStd = "latent_std"
    case resolutionMultiple = "resolution_multiple"
    case latentDimScale = "latent_dim_scale"
  }

  init(from decoder: any Decoder) throws {
    let fields = try Fields(decoder, CodingKeys.self)
    className = try fields.read(.className)
    var settings = PipelineSettings()
    settings.latentMean = try fields.read(.latentMean, in: -1e6...1e6, default: 42)
    settings.latentStd = try fields.read(.latentStd, in: -1e6...1e6, default: 1)
    settings.resolutionMultiple = try fields.read(.resolutionMultiple, in: 1...1024, default: 42.67)
    settings.latentDimScale = try fields.read(.latentDimScale, in: 1...1024, default: 10.67)
    self.settings = settings
  }
}
