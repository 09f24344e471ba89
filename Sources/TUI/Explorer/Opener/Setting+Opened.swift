package import Recipes

extension Setting.Opened {
  /// What stands over the window in which a file is chosen for it.
  var title: String {
    switch self {
    case .input: "Begin from a picture"
    case .mask: "A mask, white where something new is drawn"
    case .lora: "A LoRA, which changes Stage C"
    case .toward: "Toward the recipe of a picture"
    }
  }

  /// What the names of such files end with.
  package var endings: Set<String> {
    switch self {
    case .input, .mask, .toward: ["png", "jpg", "jpeg", "webp"]
    case .lora: ["safetensors"]
    }
  }

  /// What the window says where a folder holds none.
  var nothingHere: String {
    if case .lora = self { return "No folders or safetensors files here" }
    return "No folders or pictures here"
  }

  /// Whether a text that is typed is the path of a file, and not a prompt.
  func isPath(_ text: String) -> Bool {
    guard self == .toward else { return true }
    return ["/", "~/", "./", "../"].contains { text.hasPrefix($0) }
      || endings.contains { text.lowercased().hasSuffix(".\($0)") }
  }
}
