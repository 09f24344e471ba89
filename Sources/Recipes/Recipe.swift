package import Files

/// Everything a user sets: the only input of a run.
///
/// The same recipe with the same model draws the same pixels on one class of CPU, whatever the
/// number of threads.
package struct Recipe: Codable, Equatable, Sendable {
  package var prompt: String
  package var negative: String
  /// How both are read.
  package var emphasis = Emphasis.weights
  /// The name of the model, as `wurst models` lists it.
  package var model: String
  package var seed: UInt32
  /// Starts a fresh generator for Stage B; when nil the one of Stage C runs on.
  package var seedB: UInt32?
  /// Of the pictures, in pixels; the model's own when nil.
  package var size: PictureSize?
  /// Pictures that are drawn together from one generator, 1…64.
  package var count = 1
  package var stageC: StageC
  package var stageB: StageB
  package var start = Start.noise
  /// What was typed, where that is not what is drawn; it changes no picture.
  package var origin: Origin?
  /// Another prompt and seed that this one is on the way to.
  package var toward: Toward?
  /// Files that change the prior.
  package var loras: [LoRA] = []
  /// What products are computed in; another one gives slightly other pixels.
  package var precision = Precision.fp32

  /// What a number is at the beginning and at the end.
  package struct Span: Codable, Equatable, Sendable {
    package var from: Float
    package var to: Float

    package init(from: Float, to: Float) {
      self.from = from
      self.to = to
    }
  }

  /// The other end of the way between two prompts and seeds.
  package struct Toward: Codable, Equatable, Sendable {
    package var prompt: String
    package var negative: String
    package var seed: UInt32
    /// How far on the way: 0 is the recipe itself, 1 the other end.
    package var share: Float

    package init(prompt: String, negative: String, seed: UInt32, share: Float) {
      self.prompt = prompt
      self.negative = negative
      self.seed = seed
      self.share = share
    }
  }

  /// A file that changes the prior, and how much of the change is mixed in.
  package struct LoRA: Codable, Hashable, Sendable {
    package var path: Path
    package var weight: Float

    package init(path: Path, weight: Float) {
      self.path = path
      self.weight = weight
    }

    /// The two parts of `file:0.8`; nil where the end is no weight.
    package static func parts(of text: String) -> (file: String, weight: Float)? {
      guard let colon = text.lastIndex(of: ":"),
        let weight = Float(text[text.index(after: colon)...])
      else { return nil }
      return (String(text[..<colon]), weight)
    }
  }

  package init(
    prompt: String, negative: String, model: String, seed: UInt32, seedB: UInt32? = nil,
    stageC: StageC, stageB: StageB
  ) {
    self.prompt = prompt
    self.negative = negative
    self.model = model
    self.seed = seed
    self.seedB = seedB
    self.stageC = stageC
    self.stageB = stageB
  }
}
