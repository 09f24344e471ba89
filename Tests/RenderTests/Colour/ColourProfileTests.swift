import Foundation
import Render
import TestSupport
import Testing

@Suite("Colour profiles")
struct ColourProfileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let notice =
    "Its colour profile is damaged or does not fit; its colours are taken as sRGB."

  /// What light of the space comes to in sRGB (IEC 61966-2-1), by the definition.
  private static func standard(_ rgb: [UInt8], _ matrix: HandmadeICC.Matrix, _ gamma: Double?)
    -> [Double]
  {
    func light(_ value: UInt8) -> Double {
      let x = Double(value) / 255
      if let gamma { return pow(x, gamma) }
      return x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4)
    }
    let inverse = [
      [3.1338561, -1.6168667, -0.4906146], [-0.9787684, 1.9161415, 0.0334540],
      [0.0719453, -0.2289914, 1.4052427],
    ]
    return stride(from: 0, to: rgb.count, by: 3).flatMap { first -> [Double] in
      let xyz = (0..<3).map { row in
        (0..<3).reduce(0) { $0 + light(rgb[first + $1]) * matrix[$1][row] }
      }
      return inverse.map { row in
        let x = min(1, max(0, (0..<3).reduce(0) { $0 + row[$1] * xyz[$1] }))
        return 255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * pow(x, 1 / 2.4) - 0.055)
      }
    }
  }

  private static func worst(_ rgb: [UInt8], _ wanted: [Double]) -> Double {
    zip(rgb, wanted).map { abs(Double($0) - $1) }.max() ?? .infinity
  }

  private static let colours: [UInt8] = [
    255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 200, 120, 90, 30, 60, 200, 8, 7, 9,
  ]

  private func png(
    _ type: Int = 2, _ pixels: [UInt8] = colours, _ chunks: [(String, [UInt8])]
  ) throws -> ImageReading {
    let width = pixels.count / (type == 2 ? 3 : 1)
    var png = HandmadePNG(width: width, height: 1, depth: 8, colourType: type)
    for (name, data) in chunks { png.chunk(name, data) }
    png.pixels([pixels])
    return try PNGReader.read(folder.save(png.bytes, as: "a.png")).image
  }

  private func iccp(_ bytes: [UInt8]) -> (String, [UInt8]) {
    ("iCCP", Array("a profile\0\0".utf8) + HandmadePNG.deflated(bytes))
  }

  private func numbers(_ values: [Double]) -> [UInt8] {
    values.flatMap { HandmadePNG.number(Int(($0 * 100_000).rounded())) }
  }

  private let p3 = [0.3127, 0.3290, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06]

  // Little CMS computes with 14 or 15 bits a channel, and 8 are kept: a step, and half of one.
  private static let tolerance = 1.5

  @Test("an ICC profile of colours is what its matrix and curves say")
  func matrices() throws {
    for gamma in [nil, 2.2, 1.8] as [Double?] {
      let profile = HandmadeICC(colours: HandmadeICC.displayP3, gamma: gamma)
      let image = try png(2, Self.colours, [iccp(profile.bytes)])
      let wanted = Self.standard(Self.colours, HandmadeICC.displayP3, gamma)
      #expect(Self.worst(image.bitmap.rgb, wanted) <= Self.tolerance)
      #expect(image.notices == [])
      #expect(image.bitmap.rgb != Self.colours)
    }
  }

  @Test("greys have curves of their own, and the curves of colours where their profile is one")
  func greys() throws {
    let greys = (0...255).map { UInt8($0) }
    let wide = greys.flatMap { [$0, $0, $0] }
    for profile in [
      HandmadeICC(greys: 1), HandmadeICC(colours: HandmadeICC.sRGB, gamma: 1),
    ] {
      let image = try png(0, greys, [iccp(profile.bytes)])
      let wanted = Self.standard(wide, HandmadeICC.sRGB, 1)
      #expect(Self.worst(image.bitmap.rgb, wanted) <= Self.tolerance)
    }
  }

  @Test("chromaticities and gamma do as well as a profile")
  func chunks() throws {
    var image = try png(2, Self.colours, [("cHRM", numbers(p3))])
    var wanted = Self.standard(Self.colours, HandmadeICC.displayP3, nil)
    #expect(Self.worst(image.bitmap.rgb, wanted) <= Self.tolerance)
    image = try png(2, Self.colours, [("gAMA", numbers([1 / 1.8])), ("cHRM", numbers(p3))])
    wanted = Self.standard(Self.colours, HandmadeICC.displayP3, 1.8)
    #expect(Self.worst(image.bitmap.rgb, wanted) <= Self.tolerance)
    image = try png(2, Self.colours, [("gAMA", numbers([1]))])
    wanted = Self.standard(Self.colours, HandmadeICC.sRGB, 1)
    #expect(Self.worst(image.bitmap.rgb, wanted) <= Self.tolerance)
  }

  @Test("a profile goes before sRGB, and sRGB before chromaticities and gamma")
  func order() throws {
    let profile = iccp(HandmadeICC(colours: HandmadeICC.displayP3, gamma: 1.8).bytes)
    let rest =
      [("sRGB", [0]), ("gAMA", numbers([1])), ("cHRM", numbers(p3))] as [(String, [UInt8])]
    #expect(try png(2, Self.colours, rest).bitmap.rgb == Self.colours)
    let converted = try png(2, Self.colours, [profile]).bitmap
    #expect(try png(2, Self.colours, [profile] + rest).bitmap == converted)
  }

  @Test("what comes to sRGB leaves every bit as it was")
  func standard() throws {
    let sRGB = HandmadeICC(colours: HandmadeICC.sRGB, gamma: nil)
    let usual = [0.31270, 0.32900, 0.64000, 0.33000, 0.30000, 0.60000, 0.15000, 0.06000]
    for chunks in [
      [], [iccp(sRGB.bytes)], [("sRGB", [1])], [("gAMA", numbers([0.45455]))],
      [("gAMA", numbers([0.45455])), ("cHRM", numbers(usual))],
    ] as [[(String, [UInt8])]] {
      let image = try png(2, Self.colours, chunks)
      #expect(image.bitmap.rgb == Self.colours && image.notices == [])
    }
  }

  @Test("a profile that is damaged or of another kind is left out with a notice")
  func damaged() throws {
    let whole = HandmadeICC(colours: HandmadeICC.displayP3, gamma: 2.2).bytes
    var untagged = whole
    untagged.replaceSubrange(132..<136, with: Array("xxxx".utf8))
    for chunk in [
      iccp([]), iccp(Array(whole[..<100])), iccp(untagged), iccp(HandmadeICC(greys: 1).bytes),
      iccp(HandmadeICC.blackInk.bytes), ("iCCP", [1, 2, 3]), ("iCCP", Array("a\0\0zip".utf8)),
      ("iCCP", Array("a\0\0".utf8) + HandmadePNG.letters(9 << 20)), ("gAMA", numbers([0])),
      ("gAMA", []), ("cHRM", numbers([1, 2])), ("cHRM", numbers(Array(repeating: 0.3, count: 8))),
    ] as [(String, [UInt8])] {
      let image = try png(2, Self.colours, [chunk])
      #expect(image.bitmap.rgb == Self.colours && image.notices == [Self.notice])
    }
  }

  private func jpeg(_ jpeg: RecordedJPEG, _ segments: [[UInt8]]) throws -> ImageReading {
    let whole = segments.reversed().reduce(jpeg) { $0.inserting($1) }
    return try JPEGReader.read(folder.save(whole.bytes, as: "a.jpg"))
  }

  @Test(
    "profiles of JPEG files lie in one segment or several, in any order",
    arguments: ["texture", "texture-progressive"])
  func segments(name: String) throws {
    let plain = try RecordedJPEG(name)
    let stored = try jpeg(plain, []).bitmap.rgb
    let profile = HandmadeICC(colours: HandmadeICC.displayP3, gamma: 1.8)
    let wanted = Self.standard(stored, HandmadeICC.displayP3, 1.8)
    for segments in [
      profile.segments(1), profile.segments(3), profile.segments(2).reversed(),
    ] {
      let image = try jpeg(plain, segments)
      #expect(Self.worst(image.bitmap.rgb, wanted) <= Self.tolerance && image.notices == [])
    }
    for segments in [
      Array(profile.segments(3).dropLast()), HandmadeICC.blackInk.segments(1),
      [[0xFF, 0xE2, 0, 18] + Array("ICC_PROFILE\0".utf8) + [1, 1, 7, 7]],
    ] {
      let image = try jpeg(plain, segments)
      #expect(image.bitmap.rgb == stored && image.notices == [Self.notice])
    }
  }

  @Test(
    "inks are what their profile says, with an Adobe marker and without",
    arguments: ["cmyk", "ycck"])
  func inks(name: String) throws {
    let plain = try RecordedJPEG(name)
    let stored = try jpeg(plain, []).bitmap
    let image = try jpeg(plain, HandmadeICC.blackInk.segments(1))
    // Of the pixels, black is as great as it can be: it leaves the light of the brightest colour.
    for (x, y) in [(12, 8), (36, 8), (12, 24), (36, 24)] {
      let (found, before) = (image.bitmap[x, y], stored[x, y])
      #expect(abs(Int(found.red) - Int(found.green)) <= 1)
      #expect(abs(Int(found.red) - Int(found.blue)) <= 1)
      #expect(before.red != before.green)
      // Black takes L* from 100 to 0 in a straight line.
      let light = Double(max(before.red, before.green, before.blue)) / 255
      let y = pow((100 * light + 16) / 116, 3)
      let wanted = 255 * (1.055 * pow(y, 1 / 2.4) - 0.055)
      #expect(abs(Double(found.red) - wanted) <= 4, "\(found) \(wanted)")
    }
    let strange = try jpeg(plain, HandmadeICC(colours: HandmadeICC.sRGB, gamma: 1).segments(1))
    #expect(strange.bitmap == stored && strange.notices == [Self.notice])
  }

  @Test("mutated profiles give a picture, and neither crash nor take memory")
  func mutated() throws {
    let originals = [
      HandmadeICC(colours: HandmadeICC.displayP3, gamma: 2.2), HandmadeICC(greys: 1.8),
      HandmadeICC.blackInk,
    ]
    let inks = try RecordedJPEG("cmyk")
    var mutations = Mutations(seed: 2026)
    let memory = PeakMemory()
    var applied = 0
    for round in 0..<Mutations.rounds {
      let profile = mutations.damaged(originals[round % 3].bytes)
      let image: ImageReading
      if round % 3 == 2 {
        let body = Array("ICC_PROFILE\0".utf8) + [1, 1] + profile
        let length = body.count + 2
        image = try jpeg(inks, [[0xFF, 0xE2, UInt8(length >> 8), UInt8(length & 255)] + body])
      } else {
        image =
          try round % 3 == 0
          ? png(2, Self.colours, [iccp(profile)]) : png(0, [0, 100, 255], [iccp(profile)])
      }
      if image.notices.isEmpty { applied += 1 }
    }
    // Many bytes of a profile are seldom looked at.
    #expect(applied > Mutations.rounds / 20 && applied < Mutations.rounds * 19 / 20, "\(applied)")
    #expect(!PeakMemory.isAlone || memory.growth < 64 << 20)
  }
}
