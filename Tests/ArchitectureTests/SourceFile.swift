/// A Swift file: the types that it declares at the top, those that it uses, and its imports.
struct SourceFile {
  /// From the folder of the sources, such as `Engine/Tensor/Tensor.swift`.
  let path: String
  private(set) var declared: Set<String> = []
  private(set) var used: Set<String> = []
  private(set) var imports: Set<String> = []

  /// The topmost folder.
  var target: String { String(path.prefix { $0 != "/" }) }

  /// The folder of the file, cut to two levels.
  var room: String { path.split(separator: "/").dropLast().prefix(2).joined(separator: "/") }

  private static let declarations: Set = [
    "struct", "class", "enum", "protocol", "actor", "typealias",
  ]

  init(path: String, text: String) {
    self.path = path
    let words = SourceText(text).words
    var depth = 0
    var isPrivate = false
    /// Nested types and generic parameters, which hide what is declared elsewhere.
    var own: Set<String> = []
    for (index, word) in words.enumerated() {
      switch word {
      case .sign("{"): depth += 1
      case .sign("}"): depth -= 1
      case .sign: break
      case .name("private"), .name("fileprivate"): isPrivate = true
      case .name("import"):
        if case .name(let module)? = words[safe: index + 1] { imports.insert(module) }
      case .name(let keyword) where Self.declarations.contains(keyword):
        guard case .name(let name)? = words[safe: index + 1], name.first?.isUppercase == true else {
          continue
        }
        if depth == 0 && !isPrivate { declared.insert(name) }
        own.insert(name)
        own.formUnion(Self.generics(in: words, at: index + 2))
        isPrivate = false
      case .name("associatedtype"), .name("case"):
        if case .name(let name)? = words[safe: index + 1] { own.insert(name) }
      case .name("func"), .name("init"), .name("subscript"):
        let named = word == .name("func")
        own.formUnion(Self.generics(in: words, at: index + (named ? 2 : 1)))
        isPrivate = false
      case .name("var"), .name("let"), .name("extension"): isPrivate = false
      case .name(let name):
        let isMember = index > 0 && words[index - 1] == .sign(".")
        if name.first?.isUppercase == true && !isMember { used.insert(name) }
      }
    }
    used.subtract(own)
  }

  /// The names that a list such as `<Value: Equatable, Key>` introduces.
  private static func generics(in words: [SourceText.Word], at start: Int) -> Set<String> {
    guard words[safe: start] == .sign("<") else { return [] }
    var names: Set<String> = []
    var index = start
    while let word = words[safe: index], word != .sign(">") {
      if word == .sign("<") || word == .sign(","), case .name(let name)? = words[safe: index + 1] {
        names.insert(name)
      }
      index += 1
    }
    return names
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
