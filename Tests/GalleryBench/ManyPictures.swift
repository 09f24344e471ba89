import Engine
import Files
import Foundation
import Gallery
import Recipes
import Render

/// Makes a gallery of many small pictures with recipes, always the same ones.
enum ManyPictures {
  static func make(_ count: Int, in root: Path) throws {
    var random = Numbers(state: 42)
    for number in 0..<count { try keep(number, in: root, &random) }
  }

  /// Nine minutes after the one before, from the first day of 2025 on.
  private static func keep(_ number: Int, in root: Path, _ random: inout Numbers) throws {
    let date = Date(timeIntervalSince1970: 1_735_689_600 + 540 * Double(number))
    let recipe = recipe(&random)
    let bitmap = Bitmap(
      width: 8, height: 8,
      filledWith: RGB(hex: UInt32(truncatingIfNeeded: random.next()) & 0xFFFFFF))
    var texts = PictureMetadata(recipe: recipe, fingerprint: "00000000000000aa").texts(
      width: 512, height: 512
    ).map {
      PNGText(keyword: $0.keyword, text: $0.text, form: $0.isPlain ? .latin : .international)
    }
    texts.append(
      PNGText(
        keyword: "Creation Time",
        text: date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)),
        form: .latin))
    let digits = date.formatted(
      Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted))
    let folder = root / "\(digits.prefix(4))/\(digits.dropFirst(4).prefix(2))"
    if !Folder.exists(folder) { try Folder.makeAll(folder) }
    let name = "\(digits.prefix(8))-\(digits.dropFirst(9).prefix(6))-\(recipe.seed)-\(number).png"
    // Written without waiting for the disk, unlike what is kept.
    try Data(PNGWriter.encode(bitmap, texts: texts, chunks: [TraceChunk.chunk(trace(&random))]))
      .write(to: URL(filePath: (folder / name).text))
  }

  /// Small ones, since all that counts is how many there are.
  private static func trace(_ random: inout Numbers) -> PictureTrace {
    let values = (0..<16 * 36).map { _ in Float(Int64(random.next() >> 40)) / Float(1 << 23) - 1 }
    return PictureTrace(
      latent: Latent(channels: 16, height: 6, width: 6, values: values),
      tokens: TokenGrid(height: 1, width: 1, codes: [0]))
  }

  private static func recipe(_ random: inout Numbers) -> Recipe {
    func word(_ words: [String]) -> String { words[Int(random.next() % UInt64(words.count))] }
    let prompt =
      "\(word(sizes)) \(word(colours)) \(word(things)) on \(word(grounds)), \(word(lights)), "
      + "\(word(manners)), \(word(things)) \(random.next() % 5000)"
    return Recipe(
      prompt: prompt, negative: random.next() % 3 == 0 ? "blurry, \(word(colours))" : "",
      model: word(["toy-scenes", "v2", "v1", "v2-fine"]),
      seed: UInt32(truncatingIfNeeded: random.next()),
      stageC: .init(
        steps: 10 + Int(random.next() % 50), guidance: Float(random.next() % 20) / 2, sampler: .ddpm
      ),
      stageB: .init(steps: 8, guidance: 1))
  }

  private static let sizes = ["a small", "a large", "a tiny", "one huge"]
  private static let colours = [
    "red", "green", "blue", "yellow", "white", "black", "grün", "ocker", "rosé", "purple",
  ]
  private static let things = [
    "robot", "ball", "cube", "star", "heart", "ring", "beach", "castle", "fox", "猫", "Würstchen",
    "astronaut", "lighthouse", "bridge", "garden", "river", "mountain", "train",
  ]
  private static let grounds = ["grass", "sand", "snow", "stone", "a wooden floor"]
  private static let lights = [
    "under a blue sky", "at sunset", "at night", "in the rain", "in fog",
  ]
  private static let manners = ["a photograph", "an oil painting", "an engraving", "ink on paper"]
}

/// SplitMix64.
private struct Numbers {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
}
