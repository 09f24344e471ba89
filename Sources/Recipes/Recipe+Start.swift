package import Files

extension Recipe {
  /// What Stage C begins from.
  package enum Start: Equatable, Sendable {
    case noise
    case picture(Input)
    case latent(KeptLatent)
  }

  /// A picture that a run begins from.
  package struct Input: Codable, Equatable, Sendable {
    package var path: Path
    /// Of the file's content, to tell whether it is still the same.
    package var fingerprint: String
    /// How much of Stage C's way is taken anew, 0…1; 0 keeps the picture's latent and draws only
    /// what lies finer, 1 begins from noise.
    package var strength: Float
    /// Where something new is drawn; everywhere when nil.
    package var mask: Mask?

    package init(path: Path, fingerprint: String, strength: Float, mask: Mask? = nil) {
      self.path = path
      self.fingerprint = fingerprint
      self.strength = strength
      self.mask = mask
    }

    /// A picture that is bright where something new is drawn.
    package struct Mask: Codable, Equatable, Sendable {
      package var path: Path
      package var fingerprint: String

      package init(path: Path, fingerprint: String) {
        self.path = path
        self.fingerprint = fingerprint
      }
    }
  }

  /// The latent that Stage C drew for a kept picture.
  package struct KeptLatent: Codable, Equatable, Sendable {
    /// Of the kept picture.
    package var path: Path
    package var fingerprint: String
    /// As that of a picture; 0 draws the kept picture again but for what lies finer.
    package var strength: Float

    package init(path: Path, fingerprint: String, strength: Float) {
      self.path = path
      self.fingerprint = fingerprint
      self.strength = strength
    }
  }

  /// The picture to begin from, if it is one; setting nil begins from noise.
  package var input: Input? {
    get { if case .picture(let input) = start { input } else { nil } }
    set { start = newValue.map(Start.picture) ?? .noise }
  }
}

extension Recipe.Start {
  /// Of the file that the run begins from; nil for noise.
  package var path: Path? {
    switch self {
    case .noise: nil
    case .picture(let input): input.path
    case .latent(let latent): latent.path
    }
  }

  /// Of the content of that file; nil for noise.
  package var fingerprint: String? {
    switch self {
    case .noise: nil
    case .picture(let input): input.fingerprint
    case .latent(let latent): latent.fingerprint
    }
  }

  /// How much of Stage C's way is taken anew, 0…1; nil for noise, which has none to set.
  package var strength: Float? {
    get {
      switch self {
      case .noise: nil
      case .picture(let input): input.strength
      case .latent(let latent): latent.strength
      }
    }
    set {
      guard let newValue else { return }
      switch self {
      case .noise: break
      case .picture(var input):
        input.strength = newValue
        self = .picture(input)
      case .latent(var latent):
        latent.strength = newValue
        self = .latent(latent)
      }
    }
  }
}
