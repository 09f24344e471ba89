/// The next key that is useful, told once ever.
package enum Hint: String, CaseIterable, Hashable, Sendable {
  case views, keep, again, gallery, weight, history, search, help

  /// What a hint follows.
  enum Occasion {
    case began, finished, kept, leftText, recalled

    /// Those that may follow, the first that was not told yet.
    var hints: [Hint] {
      switch self {
      case .began: [.views]
      case .finished: [.keep, .again, .history, .weight]
      case .kept: [.gallery]
      case .leftText: [.help]
      case .recalled: [.search]
      }
    }
  }

  func words(in state: State) -> String {
    let name = { (command: Command, places: Places) in state.keyName(command, in: places) }
    switch self {
    case .views:
      let keys = "\(name(.view(.previousTab), .commands)) and \(name(.view(.nextTab), .commands))"
      return
        "\(name(.go(.back), .text)) leaves the text; then \(keys) show latent, tokens and image"
    case .keep: return "\(name(.drawing(.keep), .text)) keeps this picture in the gallery"
    case .again:
      let keys = "\(name(.go(.back), .text)) and \(name(.settings(.toggleSeed), .commands))"
      return "\(keys) keep the seed, so that another word changes little else"
    case .gallery: return "\(name(.go(.gallery), .text)) shows what was kept"
    case .weight:
      return "\(name(.edit(.heavier), .text)) has the word at the cursor count more"
    case .history: return "\(name(.drawing(.earlierRun), .text)) goes back to the picture before"
    case .search: return "\(name(.history(.search), .text)) finds earlier prompts by some letters"
    case .help: return "\(name(.help(.toggle), .preview)) lists all keys"
    }
  }
}
