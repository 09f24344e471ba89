import Foundation
import Glibc

/// Numbers that are the same on every run (SplitMix64).
package struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  package init(_ seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// `count` floats in `range`.
  package mutating func floats(_ count: Int, in range: ClosedRange<Float> = -2...2) -> [Float] {
    (0..<count).map { _ in Float.random(in: range, using: &self) }
  }
}

/// The largest difference of two lists that are equally long, and where it is.
package func worstDifference(
  _ got: [Float], _ wanted: [Double], file: String = #fileID, line: Int = #line
) -> (value: Double, index: Int) {
  precondition(got.count == wanted.count, "\(got.count) against \(wanted.count) elements")
  var worst = (value: 0.0, index: 0)
  for index in got.indices {
    let difference = abs(Double(got[index]) - wanted[index])
    if !(difference <= worst.value) { worst = (difference.isNaN ? .infinity : difference, index) }
  }
  let all = zip(got, wanted).map { abs(Double($0) - $1) }
  let rms = (all.reduce(0) { $0 + $1 * $1 } / Double(max(1, all.count))).squareRoot()
  note(worst.value, "rms \(rms) top \(wanted.map { abs($0) }.max() ?? 0)", file: file, line: line)
  return worst
}

package func note(_ value: Double, _ more: String = "", file: String = #fileID, line: Int = #line) {
  guard let path = ProcessInfo.processInfo.environment["WURST_MEASURE"] else { return }
  let text = "\(file):\(line) \(value) \(more)\n"
  let fd = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
  _ = unsafe text.withCString { unsafe write(fd, $0, strlen($0)) }
  close(fd)
}
