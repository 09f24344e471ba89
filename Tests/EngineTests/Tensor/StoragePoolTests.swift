import Engine
import TestSupport
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

  @Test("large tensors of changing sizes never share memory")
  func changingSizes() {
    var numbers = SeededNumbers(1)
    var alive: [(tensor: Tensor, value: Float)] = []
    for step in 0..<400 {
      let drawn = numbers.floats(2, in: 0...1)
      if alive.count > 12 || drawn[0] < 0.4 && !alive.isEmpty {
        let (tensor, value) = alive.remove(at: min(alive.count - 1, Int(drawn[1] * 12)))
        #expect(tensor.elements.allSatisfy { $0 == value })
      } else {
        let count = (1 << 16) + Int(drawn[1] * Float(1 << 19))
        alive.append((Tensor([count], repeating: Float(step)), Float(step)))
      }
      if step % 50 == 0 { StoragePool.releaseKept() }
    }
    for (tensor, value) in alive { #expect(tensor.elements.allSatisfy { $0 == value }) }
  }
}
