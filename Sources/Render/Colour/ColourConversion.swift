import CLCMS
import Files

/// Turns pixels into sRGB: the only place that calls Little CMS.
///
/// Relative colorimetric, with the blacks of both spaces made equal.
@safe
final class ColourConversion {
  private let transform: cmsHTRANSFORM
  /// The colour of each grey, for greys that have curves of their own.
  private var greys: [UInt8] = []

  /// Nil for a profile that is damaged or does not fit pixels of `space`.
  ///
  /// - Parameter keepsLight: whether numbers of inks say how much light they leave.
  init?(from profile: ColourProfile, space: ColourProfile.Space, keepsLight: Bool = false) {
    let layout: Int
    switch (profile.space, space) {
    case (.colours, .colours), (.colours, .grey): layout = WURST_LCMS_RGB
    case (.grey, .grey): layout = WURST_LCMS_GREY
    case (.inks, .inks): layout = keepsLight ? WURST_LCMS_LIGHT : WURST_LCMS_INK
    default: return nil
    }
    guard Self.hasBounds, let source = unsafe Self.open(profile) else { return nil }
    defer { unsafe cmsCloseProfile(source) }
    guard let target = unsafe cmsCreate_sRGBProfile() else { return nil }
    defer { unsafe cmsCloseProfile(target) }
    guard
      let transform = unsafe cmsCreateTransform(
        source, cmsUInt32Number(layout), target, cmsUInt32Number(WURST_LCMS_RGB),
        cmsUInt32Number(INTENT_RELATIVE_COLORIMETRIC),
        cmsUInt32Number(cmsFLAGS_BLACKPOINTCOMPENSATION)
          | (layout == WURST_LCMS_GREY ? cmsUInt32Number(cmsFLAGS_NOOPTIMIZE) : 0))
    else { return nil }
    unsafe self.transform = transform
    guard layout == WURST_LCMS_GREY else { return }
    // Little CMS would interpolate between a few greys, or take its time for each pixel.
    var table = Self.levels
    unsafe table.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      unsafe cmsDoTransform(transform, start, start, 256)
    }
    greys = table
  }

  deinit { unsafe cmsDeleteTransform(transform) }

  private static let hasBounds = wurst_lcms_bound_memory() != 0

  private static func open(_ profile: ColourProfile) -> cmsHPROFILE? {
    switch profile {
    case .icc(let bytes):
      return unsafe cmsOpenProfileFromMem(bytes, cmsUInt32Number(bytes.count))
    case .primaries(let primaries):
      // The curve of sRGB (IEC 61966-2-1): its exponent, then the constants of its two parts.
      let curve =
        if let gamma = primaries.gamma { unsafe cmsBuildGamma(nil, gamma) } else {
          unsafe cmsBuildParametricToneCurve(
            nil, 4, [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045])
        }
      guard let curve = unsafe curve else { return nil }
      defer { unsafe cmsFreeToneCurve(curve) }
      func point(_ place: ColourProfile.Chromaticity) -> cmsCIExyY {
        cmsCIExyY(x: place.x, y: place.y, Y: 1)
      }
      var white = point(primaries.white)
      var colours = cmsCIExyYTRIPLE(
        Red: point(primaries.red), Green: point(primaries.green), Blue: point(primaries.blue))
      var curves: [OpaquePointer?] = unsafe [curve, curve, curve]
      return unsafe cmsCreateRGBProfile(&white, &colours, &curves)
    }
  }

  /// Turns `count` pixels at `source` into RGB at `target`, which may be the same place for all but
  /// inks.
  func convert(
    _ source: UnsafePointer<UInt8>, into target: UnsafeMutablePointer<UInt8>, count: Int
  ) {
    guard !greys.isEmpty else {
      unsafe cmsDoTransform(transform, source, target, cmsUInt32Number(count))
      return
    }
    for first in stride(from: 0, to: 3 * count, by: 3) {
      let grey = unsafe 3 * Int(source[first])
      for channel in 0..<3 { unsafe target[first + channel] = greys[grey + channel] }
    }
  }

  /// All greys as RGB.
  private static let levels = (0...255).flatMap { [UInt8($0), UInt8($0), UInt8($0)] }

  /// Turns RGB pixels, or greys with three equal numbers, into sRGB where they are.
  ///
  /// Colours that lie in sRGB but for rounding stay as they are.
  func convert(
    _ pixels: inout [UInt8], _ cancellation: Cancellation
  ) throws(CancellationError) {
    if changesNothing { return }
    let band = 3 << 20
    for first in stride(from: 0, to: pixels.count, by: band) {
      try cancellation.check()
      unsafe pixels.withUnsafeMutableBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return }
        let place = unsafe start + first
        unsafe convert(place, into: place, count: min(band, buffer.count - first) / 3)
      }
    }
  }

  /// Whether RGB pixels, or greys with three equal numbers, are as good as those of sRGB.
  var changesNothing: Bool {
    let levels = stride(from: 0, through: 255, by: 15).map { UInt8($0) }
    var samples = Self.levels
    for red in levels where greys.isEmpty {
      for green in levels { samples += levels.flatMap { [red, green, $0] } }
    }
    var converted = samples
    unsafe converted.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      unsafe convert(start, into: start, count: buffer.count / 3)
    }
    return zip(samples, converted).allSatisfy { abs(Int($0) - Int($1)) <= 1 }
  }
}
