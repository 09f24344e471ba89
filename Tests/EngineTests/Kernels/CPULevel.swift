import CKernels
import Testing

enum CPULevel {
  /// Those that this machine has.
  static let here: [String] = ["baseline", "v3", "v4", "bf16"].filter { (level: String) in
    unsafe wurst_kernels_at(level) != nil
  }
}

@Suite("CPU levels")
struct CPULevelTests {
  @Test("the level that computes here is among those that are tested")
  func current() {
    let current = unsafe String(cString: wurst_kernels().pointee.name)
    #expect(CPULevel.here.contains("baseline") && CPULevel.here.contains(current))
  }
}
