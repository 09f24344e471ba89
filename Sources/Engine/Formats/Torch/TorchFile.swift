package import Files

/// A checkpoint that `torch.save` wrote, mapped into memory (spec v1 §10.1).
///
/// Nothing in it is executed. As a source it shows the weights to draw with: `ema_state_dict`,
/// else `state_dict`, else the tensors of the outermost dictionary, else the only other one.
package struct TorchFile: TensorSource {
  package let path: Path
  /// Numbers, texts and truth values by their dotted names, such as `metrics.ema_loss`.
  package let scalars: [String: TorchScalar]
  private let parts: [String: [String: TorchView]]
  private let chosen: TorchDictionary

  /// Opens the file at `path`; `role` names it in the error when it is not there.
  ///
  /// - Throws: `LoadingError`; `.unsupported` for the form that torch wrote before version 1.6.
  package init(_ path: Path, role: String = "weights file") throws(LoadingError) {
    let file = try MappedFile(path, role: role)
    self.path = path
    try Self.checkForm(file)
    // Every member has a header of its own, megabytes from the next.
    file.expectScatteredReads(true)
    let members = try ZipDirectory(file).members
    file.expectScatteredReads(false)
    let pickle = try Self.pickle(in: members, path: path)
    if let order = members[pickle.root + "byteorder"],
      unsafe file.withBytes(order, { unsafe $0.starts(with: Array("big".utf8)) })
    {
      throw .unsupported(path: path, problem: "its numbers are big-endian; save it again elsewhere")
    }
    let parts: [String: [String: TorchView]]
    do throws(PickleMachine.Fault) {
      var machine = PickleMachine(try PickleBytes(file, pickle.range))
      let root = try machine.run()
      let content = try TorchContent(root, of: machine)
      scalars = content.scalars
      let views = try Self.views(machine, members: members, root: pickle.root, file: file)
      parts = content.parts.mapValues { $0.mapValues { views[Int($0)] } }
    } catch {
      throw error.isDamage
        ? .damaged(path: path, problem: error.problem)
        : .unsupported(path: path, problem: error.problem)
    }
    guard !parts.isEmpty else {
      throw .damaged(path: path, problem: "it holds no tensors")
    }
    let name = Self.choice(parts.keys.sorted())
    chosen = TorchDictionary(path, name ?? "", views: name.flatMap { parts[$0] } ?? [:])
    self.parts = parts
  }

  private static func choice(_ names: [String]) -> String? {
    ["ema_state_dict", "state_dict", ""].first { names.contains($0) }
      ?? (names.count == 1 ? names[0] : nil)
  }

  /// The entries of the outermost dictionary that hold tensors, in alphabetical order.
  package var dictionaries: [String] { parts.keys.filter { !$0.isEmpty }.sorted() }

  /// The tensors below one entry of the outermost dictionary; "" for those in it itself.
  ///
  /// - Throws: `.tensorMissing` when the entry is absent or holds none.
  package func dictionary(_ name: String) throws(LoadingError) -> TorchDictionary {
    guard let part = parts[name] else { throw .tensorMissing(key: name, source: path.text) }
    return TorchDictionary(path, name, views: part)
  }

  /// The name of the dictionary that this source shows; "" for the outermost one.
  package var chosenName: String { chosen.name }

  package var label: String { chosen.label }
  package var keys: [String] { chosen.keys }
  package func shape(of key: String) -> [Int]? { chosen.shape(of: key) }
  package func elementType(of key: String) -> ElementType? { chosen.elementType(of: key) }
  package func stored(named key: String) -> StoredTensor? { chosen.stored(named: key) }

  package func tensor(named key: String) throws(LoadingError) -> Tensor {
    try chosen.tensor(named: key)
  }

  package func integers(named key: String) throws(LoadingError) -> [Int64] {
    try chosen.integers(named: key)
  }

  private static func checkForm(_ file: MappedFile) throws(LoadingError) {
    switch file.number(UInt16.self, at: 0) {
    case 0x4b50: return
    case let start? where start & 0xff == 0x80:
      throw .unsupported(
        path: file.path,
        problem: "it has the form that torch wrote before version 1.6; "
          + "load it with a newer torch and save it again")
    default: throw .damaged(path: file.path, problem: "it is no torch file")
    }
  }

  private static func pickle(
    in members: [String: Range<Int>], path: Path
  ) throws(LoadingError) -> (root: String, range: Range<Int>) {
    let found = members.filter { name, _ in
      name == "data.pkl" || (name.hasSuffix("/data.pkl") && name.count { $0 == "/" } == 1)
    }
    guard found.count == 1, let (name, range) = found.first else {
      throw .damaged(
        path: path,
        problem: found.isEmpty
          ? "its archive has no data.pkl; it is no torch file" : "its archive has two data.pkl")
    }
    return (String(name.dropLast("data.pkl".count)), range)
  }

  private static func views(
    _ machine: PickleMachine, members: [String: Range<Int>], root: String, file: MappedFile
  ) throws(PickleMachine.Fault) -> [TorchView] {
    var views: [TorchView] = []
    views.reserveCapacity(machine.heap.tensors.count)
    for tensor in machine.heap.tensors {
      let storage = machine.heap.storages[Int(tensor.storage)]
      guard storage.key.count <= 64 else { throw .init("its pickle has an impossible key") }
      let name = root + "data/" + (try machine.text(storage.key))
      guard let bytes = members[name] else { throw .init("its archive lacks '\(name)'") }
      views.append(
        try TorchView(tensor, of: storage.type, count: storage.count, in: bytes, file: file))
    }
    return views
  }
}

/// One dictionary of tensors of a torch file.
///
/// What training puts in front of all names is left out.
package struct TorchDictionary: TensorSource {
  package let name: String
  private let path: Path
  private let views: [String: TorchView]

  init(_ path: Path, _ name: String, views: [String: TorchView]) {
    self.path = path
    self.name = name
    self.views = WrapperPrefix.removed(from: views)
  }

  package var label: String { name.isEmpty ? path.text : "\(path.text) (\(name))" }
  package var keys: [String] { Array(views.keys) }
  package func shape(of key: String) -> [Int]? { views[key]?.shape }
  package func elementType(of key: String) -> ElementType? { views[key]?.type }
  package func stored(named key: String) -> StoredTensor? { views[key]?.stored(key) }

  /// Shows F32 elements in row-major order as a part of the mapping; copies everything else.
  package func tensor(named key: String) throws(LoadingError) -> Tensor {
    try view(key).tensor(key)
  }

  /// Reads integers or truth values in row-major order.
  package func integers(named key: String) throws(LoadingError) -> [Int64] {
    try view(key).integers(key)
  }

  private func view(_ key: String) throws(LoadingError) -> TorchView {
    guard let view = views[key] else { throw .tensorMissing(key: key, source: label) }
    return view
  }
}
