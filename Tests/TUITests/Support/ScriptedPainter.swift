import Engine
import Synchronization
import wurst

/// A painter that computes nothing: it sends the events of a run, with pictures made of the seed.
final class ScriptedPainter: Painter {
  enum Script: Sendable {
    case succeed
    /// Throws before Stage B ends.
    case fail(String)
    /// Waits in Stage C until it is cancelled.
    case hang
  }

  struct Trouble: Error, CustomStringConvertible {
    let description: String
  }

  let facts: ModelFacts
  private let script: Script
  private let vocabulary: Set<String>

  init(_ script: Script = .succeed) {
    self.script = script
    vocabulary = ["a", "red", "ball", "on", "grass", "under", "blue", "sky", "and", "star"]
    facts = ModelFacts(
      name: "toy-scenes", example: "a red ball on grass under a blue sky",
      latent: Size(width: 12, height: 12), channels: 16, tokens: Size(width: 128, height: 128),
      codes: 2048, picture: Size(width: 512, height: 512),
      stageC: Recipe.StageC(steps: 30, guidance: 3, sampler: .ddpm),
      stageB: Recipe.StageB(
        steps: 8, guidance: 1, temperature: Recipe.Temperature(from: 0.3, to: 0.05),
        sampler: .multinomial))
  }

  func paint(
    _ recipe: Recipe, cancellation: Cancellation, report: @escaping (StageEvent) -> Void
  ) throws -> Picture {
    report(.started(.text, steps: 1))
    report(.finished(.text, seconds: 0.02, preview: nil))
    report(.started(.c, steps: recipe.stageC.steps))
    for step in 1...recipe.stageC.steps {
      try cancellation.check()
      let latent = Self.latent(seed: recipe.seed, step: step)
      report(.advanced(.c, step: step, of: recipe.stageC.steps, preview: .latent(latent)))
      while case .hang = script, true { try cancellation.check() }
    }
    let last = Self.latent(seed: recipe.seed, step: recipe.stageC.steps)
    report(.finished(.c, seconds: 1.2, preview: .latent(last)))
    report(.started(.b, steps: recipe.stageB.steps))
    if case .fail(let reason) = script { throw Trouble(description: reason) }
    for step in 1...recipe.stageB.steps {
      try cancellation.check()
      let tokens = Self.tokens(seed: recipe.seed, step: step)
      report(.advanced(.b, step: step, of: recipe.stageB.steps, preview: .tokens(tokens)))
    }
    report(.finished(.b, seconds: 0.9, preview: nil))
    report(.started(.a, steps: 7))
    for step in 1...7 { report(.advanced(.a, step: step, of: 7, preview: nil)) }
    let picture = Self.picture(seed: recipe.seed)
    report(.finished(.a, seconds: 0.2, preview: .picture(picture)))
    return picture
  }

  func tokenColours(cancellation: Cancellation) -> [UInt8]? {
    [UInt8](repeating: 128, count: 3 * 2048)
  }

  func examine(_ prompt: String) -> PromptNotes {
    let words = prompt.split(separator: " ").map(String.init)
    return PromptNotes(
      unknownWords: words.filter { !vocabulary.contains($0) }, isTooLong: words.count > 30)
  }

  static func latent(seed: UInt32, step: Int) -> Latent {
    let values = (0..<2304).map { Float(($0 * 7 + step * 13 + Int(seed % 97)) % 101) / 50 - 1 }
    return Latent(channels: 16, height: 12, width: 12, values: values)
  }

  static func tokens(seed: UInt32, step: Int) -> TokenGrid {
    let codes = (0..<16384).map { Int32(($0 * 3 + step + Int(seed % 89)) % 300) }
    return TokenGrid(height: 128, width: 128, codes: codes)
  }

  static func picture(seed: UInt32) -> Picture {
    let rgb = (0..<48).map { UInt8(($0 * 5 + Int(seed % 83)) % 256) }
    return Picture(width: 4, height: 4, rgb: rgb)
  }
}

/// A shelf in memory.
final class ScriptedShelf: PictureShelf {
  struct Full: Error, CustomStringConvertible {
    let description = "/nowhere is read-only"
  }

  private let kept = Mutex<[KeptPicture]>([])
  private let isFull: Bool

  init(_ pictures: [KeptPicture] = [], isFull: Bool = false) {
    self.isFull = isFull
    kept.withLock { $0 = pictures }
  }

  func keep(_ picture: Picture, recipe: Recipe) throws -> String {
    if isFull { throw Full() }
    return kept.withLock { kept in
      let path = "~/gallery/\(kept.count + 1).png"
      kept.insert(KeptPicture(path: path, date: "2026-11-22 14:05", recipe: recipe), at: 0)
      return path
    }
  }

  func pictures() -> [KeptPicture] { kept.withLock(\.self) }

  func load(_ path: String) throws -> Picture {
    guard let recipe = pictures().first(where: { $0.path == path })?.recipe else { throw Full() }
    return ScriptedPainter.picture(seed: recipe.seed)
  }
}
