import Engine
import Testing

@Suite("Memory of tensors")
struct StoragePoolTests {
  @Test("blocks that no tensor holds are given back, those in use stay")
  func release() {
    let kept = Tensor([1 << 20], repeating: 3)
    let small = Tensor([100], repeating: 4)
    for _ in 0..<3 { _ = Tensor([1 << 21], repeating: 1) }
    StoragePool.releaseKept()
    #expect(kept.elements.allSatisfy { $0 == 3 } && small.elements.allSatisfy { $0 == 4 })
    let again = Tensor([1 << 21], repeating: 2)
    #expect(again.elements.allSatisfy { $0 == 2 })
  }
}
