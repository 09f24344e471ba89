/// What training puts in front of all names of a network: `module.` where it ran on several
/// devices, `_orig_mod.` where it was compiled, and both in any order.
enum WrapperPrefix {
  private static let prefixes = ["module.", "_orig_mod."]

  /// The tensors under the names that the network itself gives them.
  static func removed<Value>(from tensors: [String: Value]) -> [String: Value] {
    guard let any = tensors.keys.first else { return tensors }
    var length = 0
    while let prefix = prefixes.first(where: { any.dropFirst(length).hasPrefix($0) }),
      tensors.keys.allSatisfy({ $0.dropFirst(length).hasPrefix(prefix) })
    {
      length += prefix.count
    }
    guard length > 0 else { return tensors }
    return Dictionary(uniqueKeysWithValues: tensors.map { (String($0.dropFirst(length)), $1) })
  }
}
