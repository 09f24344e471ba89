package import Engine
package import Terminal

/// What the stages have made so far, and which of it is looked at.
package struct Preview: Sendable {
  package enum Tab: Int, CaseIterable, Hashable, Sendable {
    case latent, tokens, picture
    /// The picture that drawing begins from.
    case input
  }

  package var tab = Tab.latent
  /// Whether the tab changes with the stage at work.
  package var follows = true
  package private(set) var latent: Latent?
  package private(set) var tokens: TokenGrid?
  /// What Stage B of version 2 has made.
  package private(set) var fineLatent: Latent?
  package private(set) var picture: Picture?
  /// How many different codes `tokens` has.
  package private(set) var codesUsed = 0
  /// The channel of each latent that is shown, from 0; none for all in false colour.
  private var channels: [Tab: Int] = [:]
  /// The picture that drawing begins from, at the size that is drawn.
  package private(set) var input: Picture?
  /// The model that drew what is there, and the one that draws next.
  private var model: String
  private var nextModel: String
  /// The colours of the codes of each model, once they are computed.
  private var colours: [String: [UInt8]] = [:]
  /// Why they could not be computed.
  package var tokenColoursProblem: String?
  /// Whether all of it is of the run before the one that goes on.
  package private(set) var isStale = false
  private var versions = [0, 0, 0, 0]
  private let falseColours = FalseColours()

  /// - Parameter model: the model that draws first.
  package init(model: String) {
    self.model = model
    nextModel = model
  }

  /// The colour of every code of `tokens`, three bytes each; nil until they are computed.
  package var tokenColours: [UInt8]? { colours[model] }

  /// The latent that is looked at, if it is one.
  package var shownLatent: Latent? {
    switch tab {
    case .latent: latent
    case .tokens: fineLatent
    case .picture, .input: nil
    }
  }

  /// The channel of the latent that is looked at; nil for all in false colour.
  package var channel: Int? {
    get { channels[tab] }
    set { channels[tab] = newValue }
  }

  /// Looks at the next channel or the one before; false colour is one more place in the round.
  ///
  /// - Parameter channels: those of the latents to come.
  mutating func moveChannel(forward: Bool, of channels: Int) {
    let count = (shownLatent?.channels ?? channels) + 1
    let place = ((channel ?? -1) + 1 + (forward ? 1 : count - 1)) % count
    channel = place == 0 ? nil : place - 1
  }

  package mutating func note(_ table: TokenColourTable) {
    colours[table.model] = table.colours
    tokenColoursProblem = nil
  }

  /// Shows another picture to begin from, or none.
  package mutating func note(input: Picture?) {
    self.input = input
    versions[Tab.input.rawValue] += 1
    if input == nil && tab == .input { tab = picture == nil ? .latent : .picture }
  }

  package mutating func note(_ preview: StagePreview) {
    if isStale { empty() }
    model = nextModel
    switch preview {
    case .latent(let latent):
      if latent == self.latent { return }
      self.latent = latent
    case .fineLatent(let latent):
      if latent == fineLatent { return }
      fineLatent = latent
    case .tokens(let tokens):
      if tokens == self.tokens { return }
      self.tokens = tokens
      codesUsed = Set(tokens.codes).count
    case .picture(let picture):
      if picture == self.picture { return }
      self.picture = picture
    }
    versions[preview.tab.rawValue] += 1
  }

  /// Takes away all that was drawn, for what `model` draws.
  mutating func clear(for model: String) {
    empty()
    (self.model, nextModel) = (model, model)
    channels = [:]
    tokenColoursProblem = nil
    if tab != .input || input == nil { tab = .latent }
  }

  private mutating func empty() {
    latent = nil
    tokens = nil
    fineLatent = nil
    picture = nil
    isStale = false
    for tab in Tab.allCases where tab != .input { versions[tab.rawValue] += 1 }
  }

  /// Says that a run of `model` begins; what is there stays in view until that has made something.
  package mutating func expire(for model: String) {
    nextModel = model
    isStale = latent != nil || tokens != nil || fineLatent != nil || picture != nil
  }

  /// What is looked at, or nil where there is nothing yet.
  package var image: ImageSource? { image(of: tab, with: ThemeMaps()) }

  /// What a tab shows, in the colours of `maps`; nil where there is nothing yet.
  package func image(of tab: Tab, with maps: ThemeMaps) -> ImageSource? {
    func source(_ series: ImageKey.Series, _ variant: Int, _ image: StageImage) -> ImageSource {
      let coloured = variant &+ maps.hashValue &* 64
      return ImageSource(
        key: ImageKey(series, version: versions[tab.rawValue], variant: coloured), content: image)
    }
    let channel = channels[tab]
    func shown(_ latent: Latent) -> StageImage {
      .latent(latent, channel: channel, colours: falseColours, map: maps.latent)
    }
    switch tab {
    case .latent: return latent.map { source(.latent, (channel ?? -1) + 1, shown($0)) }
    case .tokens:
      if let fineLatent { return source(.tokens, 2 + (channel ?? -1) + 1, shown(fineLatent)) }
      return tokens.map {
        source(
          .tokens, tokenColours == nil ? 0 : 1,
          .tokens($0, colours: tokenColours, map: maps.tokens))
      }
    case .picture: return picture.map { source(.picture, 0, .picture($0)) }
    case .input: return input.map { source(.input, 0, .picture($0)) }
    }
  }
}

extension StagePreview {
  package var tab: Preview.Tab {
    switch self {
    case .latent: .latent
    case .tokens, .fineLatent: .tokens
    case .picture: .picture
    }
  }
}
