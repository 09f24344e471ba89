import Engine
import Foundation
import TestSupport
import Testing

/// Where the elements of `tensor` are.
private func place(_ tensor: Tensor) -> UInt {
  unsafe tensor.withElements { UInt(bitPattern: $0.baseAddress) }
}

/// Addresses are compared in processes of their own, where nothing else takes and gives back memory.
@Suite("Memory of tensors")
struct StoragePoolTests {
  /// On both sides of 256 KB, from where on blocks are cut from one address space.
  private static let counts = [1, 100, 40_000, 1 << 16, 1 << 20]

  @Test("the next tensor of a size takes the block that the last one gave back", arguments: counts)
  func reuse(_ count: Int) async {
    await #expect(processExitsWith: .success) { [count] in
      let held = Tensor([count], repeating: 3)
      let first = place(Tensor([count]))
      #expect(first != place(held) && first % 64 == 0)
      for _ in 0..<100 { #expect(place(Tensor([count])) == first) }
      #expect(held.elements.allSatisfy { $0 == 3 })
    }
  }

  @Test("small tensors of nearly the same size share blocks, others do not")
  func capacities() async {
    await #expect(processExitsWith: .success) {
      for (count, alike, other) in [(97, 112, 113), (9217, 10_240, 10_241)] {
        let block = place(Tensor([count]))
        #expect(place(Tensor([alike])) == block)
        #expect(place(Tensor([other])) != block)
      }
    }
  }

  @Test(
    "large blocks that lie side by side become one, in whatever order they are given back",
    arguments: [[0, 1, 2], [2, 1, 0], [0, 2, 1], [1, 0, 2]])
  func joining(_ order: [Int]) async {
    await #expect(processExitsWith: .success) { [order] in
      var parts: [Tensor?] = (0..<3).map { _ in Tensor([1 << 20]) }
      let behind = Tensor([1 << 20], repeating: 3)
      let first = parts[0].map(place)
      for part in order { parts[part] = nil }
      let joined = Tensor([3 << 20], repeating: 4)
      #expect(place(joined) == first)
      #expect(behind.elements.allSatisfy { $0 == 3 })
    }
  }

  @Test("a new tensor is of zeros though its block held other numbers", arguments: counts)
  func zeros(_ count: Int) async {
    await #expect(processExitsWith: .success) { [count] in
      let used = place(Tensor([count], repeating: 7))
      let fresh = Tensor([count])
      #expect(place(fresh) == used && fresh.elements.allSatisfy { $0 == 0 })
    }
  }

  /// The bytes of this process that are in memory.
  private static func resident() throws -> Int {
    let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(
      separator: " ")
    return try #require(Int(pages[1])) * Int(getpagesize())
  }

  @Test(
    "what no tensor holds goes back to the system, what one holds stays",
    .enabled(if: !isSanitized))
  func release() async {
    await #expect(processExitsWith: .success) {
      let small = Tensor([100], repeating: 3)
      let large = Tensor([1 << 20], repeating: 4)
      let bytes = 32 << 20
      _ = (0..<256).map { _ in Tensor([bytes / 4 / 256], repeating: 1) }
      _ = Tensor([bytes / 4], repeating: 2)
      #expect(StoragePool.keptBytes >= 2 * bytes)
      let before = try Self.resident()
      StoragePool.releaseKept()
      #expect(StoragePool.keptBytes == 0)
      // Nine tenths: the allocator below the pool may keep the ends of pages.
      #expect(try before - Self.resident() >= 2 * bytes / 10 * 9)
      #expect(small.elements.allSatisfy { $0 == 3 } && large.elements.allSatisfy { $0 == 4 })
      #expect(Tensor([bytes / 4], repeating: 5).elements.allSatisfy { $0 == 5 })
    }
  }

  @Test("tensors of changing sizes never share memory")
  func changingSizes() {
    var numbers = SeededNumbers(1)
    var alive: [(tensor: Tensor, value: Float)] = []
    for step in 0..<800 {
      let drawn = numbers.floats(2, in: 0...1)
      if alive.count > 24 || drawn[0] < 0.4 && !alive.isEmpty {
        let (tensor, value) = alive.remove(at: min(alive.count - 1, Int(drawn[1] * 24)))
        #expect(tensor.elements.allSatisfy { $0 == value })
      } else {
        let count = Int(exp2(drawn[1] * 20))
        alive.append((Tensor([count], repeating: Float(step)), Float(step)))
      }
      if step % 50 == 0 { StoragePool.releaseKept() }
    }
    #expect(!alive.isEmpty)
    for (tensor, value) in alive { #expect(tensor.elements.allSatisfy { $0 == value }) }
  }
}
