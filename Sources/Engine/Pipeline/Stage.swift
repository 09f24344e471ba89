/// The four parts of a run, in order.
package enum Stage: String, Codable, CaseIterable, Sendable {
  case text, c, b, a
}

/// The output of Stage C, `[channels, height, width]`, row-major.
package struct Latent: Equatable, Sendable {
  package let channels: Int
  package let height: Int
  package let width: Int
  package let values: [Float]

  package init(channels: Int, height: Int, width: Int, values: [Float]) {
    precondition(values.count == channels * height * width)
    self.channels = channels
    self.height = height
    self.width = width
    self.values = values
  }
}

/// The output of Stage B: one code of the codebook per position, row-major.
package struct TokenGrid: Equatable, Sendable {
  package let height: Int
  package let width: Int
  package let codes: [Int32]

  package init(height: Int, width: Int, codes: [Int32]) {
    precondition(codes.count == height * width)
    self.height = height
    self.width = width
    self.codes = codes
  }
}

/// The output of Stage A: 8-bit RGB, row-major, three bytes a pixel.
package struct Picture: Equatable, Sendable {
  package let width: Int
  package let height: Int
  package let rgb: [UInt8]

  package init(width: Int, height: Int, rgb: [UInt8]) {
    precondition(rgb.count == 3 * width * height)
    self.width = width
    self.height = height
    self.rgb = rgb
  }
}

/// What a stage has made so far; of several pictures that are drawn together, the first.
package enum StagePreview: Equatable, Sendable {
  case latent(Latent)
  /// What Stage B of version 2 has made.
  case fineLatent(Latent)
  case tokens(TokenGrid)
  case picture(Picture)
}

/// What happens during a run; sent from the thread that computes, in order.
package enum StageEvent: Equatable, Sendable {
  /// A stage begins; `steps` is at least 1.
  case started(Stage, steps: Int)
  /// `step` of `of` steps is done, counted from 1.
  case advanced(Stage, step: Int, of: Int, preview: StagePreview?)
  /// The stage's earlier result was taken instead of computing it.
  case reused(Stage, preview: StagePreview?)
  case finished(Stage, seconds: Double, preview: StagePreview?)
  /// Something the user should know that does not stop the run, as a sentence.
  case notice(String)
}

/// Seconds per stage; a stage that was reused took 0.
package struct StageTimings: Codable, Equatable, Sendable {
  package var text = 0.0
  package var c = 0.0
  package var b = 0.0
  package var a = 0.0
  package var total = 0.0

  package init() {}
}
