/// The networks that can be told apart by the names and shapes of their tensors.
package enum NetworkKind: Sendable {
  case textTower
  /// Stage C of v1 and v2 are alike; the width of the text states tells which it is.
  case prior(textWidth: Int)
  case paella
  case diffNeXt
  case vqModel
  case encoder
  case discriminator
  case lora

  /// Nil when the names are of no network that is known.
  package init?(_ source: some TensorSource) {
    let keys = source.keys
    let names = Set(keys)
    func width(_ key: String) -> Int { source.shape(of: key)?.last ?? 0 }
    if names.contains("embeddings.token_embedding.weight")
      || names.contains("text_model.embeddings.token_embedding.weight")
    {
      self = .textTower
    } else if names.contains("clip_mapper.weight") && names.contains("embedding.1.weight") {
      self = .diffNeXt
    } else if names.contains("in_mapper.0.weight") && names.contains("embedding.1.weight") {
      self = .paella
    } else if names.contains("vquantizer.codebook.weight")
      || names.contains("vquantizer.embedding.weight")
    {
      self = .vqModel
    } else if names.contains("projection.weight") && names.contains("cond_mapper.0.weight") {
      self = .prior(textWidth: width("cond_mapper.0.weight"))
    } else if names.contains("backbone.0.0.weight") && names.contains("mapper.0.weight") {
      self = .encoder
    } else if names.contains("encoder.0.weight_orig") && names.contains("shuffle.weight") {
      self = .discriminator
    } else if keys.contains(where: { $0.hasSuffix("lora_A.weight") || $0.contains("lora.down.") }) {
      self = .lora
    } else {
      return nil
    }
  }

  package var name: String {
    switch self {
    case .textTower: "CLIP text tower"
    case .prior: "prior"
    case .paella: "Paella"
    case .diffNeXt: "DiffNeXt"
    case .vqModel: "VQ model"
    case .encoder: "EfficientNet encoder"
    case .discriminator: "discriminator"
    case .lora: "LoRA"
    }
  }

  /// What wurst does with such a network.
  package var use: String {
    switch self {
    case .textTower: "reads the prompt"
    case .prior(let width): "Stage C: draws the latent from \(width)-channel text states"
    case .paella: "Stage B of v1: draws tokens from the latent"
    case .diffNeXt: "Stage B of v2: draws the fine latent from the coarse one"
    case .vqModel: "Stage A: turns tokens or latents into pixels"
    case .encoder: "turns a picture into a latent"
    case .discriminator: "training of Stage A only"
    case .lora: "changes the prior's attention"
    }
  }
}
