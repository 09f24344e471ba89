import Files
import FoundationEssentials

/// Opens weights of any form that is read: safetensors, its shards, torch.
package enum WeightFile {
  /// Opens the file at `path`, whose form is found from its content; an index opens its shards.
  package static func open(
    _ path: String, role: String = "weights file"
  ) throws(LoadingError) -> any TensorSource {
    if path.hasSuffix(".json") { return try ShardedSafetensors(path, role: role) }
    let file = try MappedFile(path, role: role)
    let start = file.number(UInt16.self, at: 0) ?? 0
    if start == 0x4b50 || start & 0xff == 0x80 && !path.hasSuffix(".safetensors") {
      return try TorchFile(path, role: role)
    }
    guard path.hasSuffix(".safetensors") || file.number(UInt8.self, at: 8) == UInt8(ascii: "{")
    else {
      throw .damaged(path: path, problem: "it is neither a safetensors nor a torch file")
    }
    return try SafetensorsFile(path, role: role)
  }

  /// Opens the weights in a component folder.
  ///
  /// With a `variant` such as `fp16` its files come first; without one the plain files do, whole
  /// before sharded. Where there are only others, they are taken.
  package static func open(
    component folder: String, variant: String? = nil
  ) throws(LoadingError) -> any TensorSource {
    try open(try path(component: folder, variant: variant))
  }

  /// The files that `open(component:variant:)` reads.
  static func files(
    component folder: String, variant: String? = nil
  ) throws(LoadingError) -> [String] {
    let path = try path(component: folder, variant: variant)
    return path.hasSuffix(".json") ? try ShardedSafetensors(path).files : [path]
  }

  private static func path(
    component folder: String, variant: String?
  ) throws(LoadingError) -> String {
    for name in names(variant) {
      let path = folder + "/" + name
      if FileManager.default.fileExists(atPath: path) { return path }
    }
    throw .missing(
      role: "weights file such as diffusion_pytorch_model.safetensors or model.safetensors",
      path: folder)
  }

  /// The file names that occur in component folders, the wanted first.
  private static func names(_ variant: String?) -> [String] {
    let variants = variant.map { [$0, ""] } ?? ["", "fp16", "bf16"]
    return variants.flatMap { variant in
      let tag = variant.isEmpty ? "" : "." + variant
      return ["diffusion_pytorch_model", "model"].flatMap { base in
        // Libraries have put the variant behind "index", before it and behind the base.
        [
          "\(base)\(tag).safetensors", "\(base).safetensors.index\(tag).json",
          "\(base)\(tag).safetensors.index.json",
        ]
      } + ["diffusion_pytorch_model\(tag).bin", "pytorch_model\(tag).bin"]
    }
  }
}
