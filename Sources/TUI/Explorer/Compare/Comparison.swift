package import Engine
package import Files
import Gallery
package import Recipes
import Render
import Terminal

/// Two to four pictures that are looked at against each other.
package struct Comparison: Sendable {
  /// One after the other in one place, beside each other, what differs, or two halves.
  package enum Look: Int, Equatable, Sendable {
    case flip, sideBySide, difference, wipe
  }

  package enum Content: Int, CaseIterable, Equatable, Sendable {
    case picture, tokens, latent

    var title: String {
      switch self {
      case .picture: "Image"
      case .tokens: "Tokens"
      case .latent: "Latent"
      }
    }
  }

  /// One of the pictures, with what is known of how it was made.
  package struct Side: Sendable {
    /// Nil where it is not in the gallery.
    package var path: Path?
    package var title: String
    package var recipe: Recipe?
    package var picture: Picture?
    package var latent: Latent?
    package var tokens: TokenGrid?
    /// Why it cannot be shown.
    package var problem: String?
  }

  static let most = 4

  /// Tells comparisons apart.
  let number: Int
  package internal(set) var sides: [Side]
  /// The one in front; what it is compared with is the first, or the second where it is the first.
  package private(set) var front: Int
  package var look: Look
  /// How near all of them are looked at, and where.
  package internal(set) var zoom = Zoom()
  package private(set) var content = Content.picture
  /// The channel of the latent that is shown, from 0; nil for all in false colour.
  package private(set) var channel: Int?
  /// How far to the right the line of a wipe is, in hundredths.
  private(set) var line = 50
  /// How often a difference is taken.
  private(set) var gain = 4
  private(set) var quality: [Int: ImageQuality] = [:]
  /// Rises with everything that is read.
  private var version = 0
  private let colours = FalseColours()

  init(_ sides: [Side], _ look: Look, number: Int) {
    precondition((2...Self.most).contains(sides.count))
    self.sides = sides
    self.look = look
    self.number = number
    front = 1
  }

  /// The two that a difference, a wipe and the words are of, in order.
  var pair: (one: Int, other: Int) { (0, max(1, front)) }

  /// Brings the next picture to the front.
  mutating func flip() {
    front = (front + 1) % sides.count
    if look != .flip { look = .flip }
  }

  /// Shows what there is of all pictures.
  var contents: [Content] {
    Content.allCases.filter { content in
      switch content {
      case .picture: true
      case .tokens: sides.allSatisfy { $0.tokens != nil }
      case .latent: sides.allSatisfy { $0.latent != nil }
      }
    }
  }

  mutating func moveContent(_ offset: Int) {
    let all = contents
    let index = all.firstIndex(of: content) ?? 0
    content = all[(index + offset + all.count) % all.count]
  }

  mutating func moveChannel(_ offset: Int) {
    guard content == .latent, let count = sides.first?.latent?.channels else { return }
    let place = ((channel ?? -1) + 1 + offset + count + 1) % (count + 1)
    channel = place == 0 ? nil : place - 1
  }

  mutating func move(_ offset: Int) {
    switch look {
    case .wipe: line = max(0, min(100, line + 5 * offset))
    case .difference: gain = max(1, min(64, offset > 0 ? gain * 2 : gain / 2))
    case .flip, .sideBySide: front = (front + offset + sides.count) % sides.count
    }
  }

  mutating func note(_ action: Action.Compare) {
    switch action {
    case .read(let path, let picture, let trace):
      for index in sides.indices where sides[index].path == path {
        sides[index].picture = picture
        sides[index].latent = trace?.latent
        sides[index].tokens = trace?.tokens
      }
      version += 1
    case .failed(let path, let reason):
      for index in sides.indices where sides[index].path == path { sides[index].problem = reason }
    case .measured(let number, let one, let other, let quality):
      if number == self.number { self.quality[one * Self.most + other] = quality }
    }
  }

  var measured: ImageQuality? { quality[pair.one * Self.most + pair.other] }

  /// What has to be measured for the pair that is looked at.
  var measuring: [Effect] {
    let (one, other) = pair
    guard measured == nil, let a = sides[one].picture, let b = sides[other].picture,
      a.width == b.width, a.height == b.height
    else { return [] }
    return [.compare(.measure(comparison: number, one: one, other: other, a, b))]
  }

  /// How many of a hundred tokens of the pair differ; nil where there are none to compare.
  var changedTokens: Double? {
    guard let a = sides[pair.one].tokens, let b = sides[pair.other].tokens,
      a.codes.count == b.codes.count, !a.codes.isEmpty
    else { return nil }
    let changed = zip(a.codes, b.codes).count { $0 != $1 }
    return 100 * Double(changed) / Double(a.codes.count)
  }

  /// What is in front: one side, or what is made of two.
  func imageInFront(with maps: ThemeMaps) -> ImageSource? {
    switch look {
    case .flip, .sideBySide: image(of: front, with: maps)
    case .difference, .wipe: imageOfPair(with: maps)
    }
  }

  /// The image of one side alone.
  func image(of index: Int, with maps: ThemeMaps) -> ImageSource? {
    let side = sides[index]
    let content: StageImage? =
      switch content {
      case .picture: side.picture.map { .picture($0) }
      case .tokens: side.tokens.map { .tokens($0, colours: nil, map: maps.tokens) }
      case .latent:
        side.latent.map { .latent($0, channel: channel, colours: colours, map: maps.latent) }
      }
    return content.map { source($0, 1 + index, maps) }
  }

  /// The image of the pair, for a difference or a wipe; nil where it has none.
  func imageOfPair(with maps: ThemeMaps) -> ImageSource? {
    let (a, b) = (sides[pair.one], sides[pair.other])
    switch (look, content) {
    case (.wipe, .picture):
      guard let one = a.picture, let other = b.picture, one.width == other.width,
        one.height == other.height
      else { return nil }
      return source(ComparedImage.wipe(one, other, line: line), 10 + line, maps)
    case (_, .picture):
      guard let one = a.picture, let other = b.picture, one.width == other.width,
        one.height == other.height
      else { return nil }
      return source(
        ComparedImage.difference(one, other, gain: gain, map: maps.difference), 200 + gain, maps)
    case (_, .tokens):
      guard let one = a.tokens, let other = b.tokens, one.width == other.width,
        one.height == other.height
      else { return nil }
      return source(ComparedImage.changed(one, other, map: maps.difference), 300, maps)
    case (_, .latent):
      guard let one = a.latent, let other = b.latent, one.shape == other.shape else { return nil }
      let values = zip(other.values, one.values).map { $0 - $1 }
      let difference = Latent(
        channels: one.channels, height: one.height, width: one.width, values: values)
      return source(
        StageImage.latent(
          difference, channel: channel, colours: FalseColours(), map: maps.latent), 301, maps)
    }
  }

  private func source(
    _ image: any ImageContent, _ variant: Int, _ maps: ThemeMaps
  ) -> ImageSource {
    let all = ((variant * 4 + pair.other) * Content.allCases.count + content.rawValue) * 64
    return ImageSource(
      key: ImageKey(
        .compared, version: number * 1000 + version,
        variant: all + (channel ?? -1) + 1 &+ maps.hashValue &* 65_536),
      content: image)
  }
}
