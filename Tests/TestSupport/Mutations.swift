import Foundation

/// Damages files in the ways that disks, networks and attackers do, the same on every run.
package struct Mutations {
  /// How many files a test damages: 2000, or what `WURST_DAMAGE` says if that is more.
  package static let rounds: Int = {
    let wanted = ProcessInfo.processInfo.environment["WURST_DAMAGE"].flatMap { Int($0) }
    return max(2000, wanted ?? 0)
  }()

  private var numbers: SeededNumbers

  package init(seed: UInt64) { numbers = SeededNumbers(seed) }

  /// `bytes` with one to four damages: changed bytes, lost and strange ones, runs that moved, numbers
  /// that are too large, a missing end.
  package mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    precondition(!bytes.isEmpty)
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &numbers) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &numbers)
      let length = Int.random(in: 1...min(16, bytes.count - place), using: &numbers)
      switch Int.random(in: 0..<8, using: &numbers) {
      case 0, 1: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
      case 2, 3: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
      case 4: bytes.removeSubrange(place..<place + length)
      case 5:
        let from = Int.random(in: 0...bytes.count - length, using: &numbers)
        bytes.insert(contentsOf: Array(bytes[from..<from + length]), at: place)
      case 6:
        let value: UInt8 = Bool.random(using: &numbers) ? 0xFF : 0x7F
        bytes[place] = value
        for byte in place..<min(place + 4, bytes.count) { bytes[byte] = max(value, bytes[byte]) }
      default:
        // Mostly the very end: a file without its second half is refused in one place.
        let lost = Bool.random(using: &numbers) ? length : bytes.count - place
        bytes.removeLast(lost)
      }
    }
    return bytes
  }
}
