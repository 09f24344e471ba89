package import Files
import FoundationEssentials

/// Opens weights of any form that is read: safetensors, its shards, torch.
package enum WeightFile {
  /// Opens the file at `path`, whose form is found from its content; an index opens its shards.
  package static func open(
    _ path: Path, role: String = "weights file"
  ) throws(LoadingError) -> any TensorSource {
    if path.ending == "json" { return try ShardedSafetensors(path, role: role) }
    let file = try MappedFile(path, role: role)
    let start = file.number(UInt16.self, at: 0) ?? 0
    if start == 0x4b50 || start & 0xff == 0x80 && path.ending != "safetensors" {
      return try TorchFile(path, role: role)
    }
    guard path.ending == "safetensors" || file.number(UInt8.self, at: 8) == UInt8(ascii: "{")
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
    component folder: Path, variant: String? = nil
  ) throws(LoadingError) -> any TensorSource {
    try open(try path(component: folder, variant: variant))
  }

  /// The files that `open(component:variant:)` reads.
  static func files(
    component folder: Path, variant: String? = nil
  ) throws(LoadingError) -> [Path] {
    let path = try path(component: folder, variant: variant)
    return path.ending == "json" ? try ShardedSafetensors(path).files : [path]
  }

  private static func path(
    component folder: Path, variant: String?
  ) throws(LoadingError) -> Path {
    for name in names(variant) {
      let path = folder / name
      if path.exists { return path }
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
