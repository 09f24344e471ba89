package import Files
import FoundationEssentials

/// What a model or a file consists of, found from the headers alone.
package struct ModelInspection: Equatable, Sendable {
  package let path: Path
  package let format: Format
  package let rows: [Row]

  package enum Format: String, Sendable {
    case native = "native folder"
    case diffusers = "diffusers folder"
    case component = "component folder"
    case torch = "torch file"
    case safetensors = "safetensors file"
    case sharded = "sharded safetensors"
  }

  /// One network, or one dictionary of a checkpoint.
  package struct Row: Equatable, Sendable {
    /// The name in the model, such as `prior_text_encoder` or `effnet_state_dict`.
    package let component: String
    /// What the names and shapes say it is; "unknown" where they say nothing.
    package let network: String
    package let tensors: Int
    /// Numbers that training changes: no counters and no running statistics.
    package let parameters: Int
    /// Bytes of all tensors.
    package let bytes: Int
    /// The element types with the number of tensors of each, the most frequent first.
    package let types: [TypeCount]
    package let use: String
  }

  package struct TypeCount: Equatable, Sendable {
    package let type: ElementType
    package let tensors: Int
  }

  /// Looks at a model folder, a component folder or a file with weights.
  ///
  /// - Throws: `LoadingError` when `path` is none of them, or a part is missing or damaged.
  package init(_ path: Path, variant: String? = nil) throws(LoadingError) {
    self.path = path
    if (path / "model.json").exists {
      (format, rows) = (.native, try Self.native(path))
    } else if (path / "config.json").exists {
      let name = path.name
      let source = try WeightFile.open(component: path, variant: variant)
      (format, rows) = (.component, [Row(name, source)])
    } else if (path / ".").exists {
      (format, rows) = (.diffusers, try Self.diffusers(path, variant))
    } else {
      let source = try WeightFile.open(path, role: "model")
      (format, rows) = try Self.file(source)
    }
  }

  private static func native(_ path: Path) throws(LoadingError) -> [Row] {
    let folder = try ModelFolder(path)
    var rows: [Row] = []
    for part in ModelPart.allCases {
      guard let file = folder.file(for: part) else { continue }
      rows.append(Row("\(part)", try WeightFile.open(file)))
    }
    return rows
  }

  private static func diffusers(_ path: Path, _ variant: String?) throws(LoadingError) -> [Row] {
    let folder = try DiffusersFolder(path)
    var rows: [Row] = []
    for part in [DiffusersFolder.Part.priorTextEncoder, .prior, .textEncoder, .decoder, .vqgan] {
      guard let place = folder.folder(of: part),
        // Without an index nothing says which components there should be.
        place.exists
          || (path / "model_index.json").exists
      else { continue }
      let name = place.name
      rows.append(Row(name, try WeightFile.open(component: place, variant: variant)))
    }
    return rows
  }

  private static func file(
    _ source: any TensorSource
  ) throws(LoadingError) -> (Format, [Row]) {
    guard let checkpoint = source as? TorchFile else {
      let format = source is ShardedSafetensors ? Format.sharded : .safetensors
      return (format, [Row("", source)])
    }
    var rows: [Row] = []
    for name in checkpoint.dictionaries {
      rows.append(
        Row(name, try checkpoint.dictionary(name), isChosen: name == checkpoint.chosenName))
    }
    if let loose = try? checkpoint.dictionary("") {
      rows.append(Row("", loose, isChosen: checkpoint.chosenName.isEmpty))
    }
    return (.torch, rows)
  }
}

extension ModelInspection.Row {
  /// - Parameter isChosen: false for what a checkpoint holds beside the weights to draw with.
  fileprivate init(_ component: String, _ source: any TensorSource, isChosen: Bool = true) {
    self.component = component
    var counts: [ElementType: Int] = [:]
    var parameters = 0
    var bytes = 0
    for key in source.keys {
      guard let shape = source.shape(of: key), let type = source.elementType(of: key) else {
        continue
      }
      let count = shape.reduce(1, *)
      counts[type, default: 0] += 1
      bytes += count * type.width
      let last = key.split(separator: ".").last ?? ""
      if type.isFloatingPoint && last != "running_mean" && last != "running_var" {
        parameters += count
      }
    }
    tensors = source.keys.count
    self.parameters = parameters
    self.bytes = bytes
    types = counts.map { .init(type: $0, tensors: $1) }.sorted {
      ($1.tensors, $0.type.rawValue) < ($0.tensors, $1.type.rawValue)
    }
    let kind = NetworkKind(source)
    network = kind?.name ?? "unknown"
    use = Self.use(component, kind, isChosen: isChosen)
  }

  private static func use(_ component: String, _ kind: NetworkKind?, isChosen: Bool) -> String {
    guard let kind else { return "nothing" }
    if case .encoder = kind { return kind.use }
    return isChosen ? kind.use : "nothing: another entry of the file is taken"
  }
}
