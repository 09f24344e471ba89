import Engine
import Files
import Glibc
import Synchronization
import Testing

@Suite("Work spread over threads")
struct ParallelTests {
  /// How often each tile of a run was done.
  private final class Tally: Sendable {
    private let counts: Mutex<[Int]>

    init(_ tiles: Int) { counts = Mutex(Array(repeating: 0, count: tiles)) }

    func note(_ tile: Int) { counts.withLock { $0[tile] += 1 } }

    var all: [Int] { counts.withLock { $0 } }
  }

  @Test("every tile is done exactly once", arguments: [1, 2, 8, 100], [0, 1, 2, 7, 64, 1000])
  func once(_ threads: Int, _ tiles: Int) {
    let tally = Tally(tiles)
    Compute.$current.withValue(Compute(threads: threads)) {
      for _ in 0..<20 { Parallel.run(tiles) { tally.note($0) } }
    }
    #expect(tally.all == Array(repeating: 20, count: tiles))
  }

  @Test("runs on more threads than there are places for at once do not disturb each other")
  func concurrentRuns() async {
    await withTaskGroup(of: Bool.self) { group in
      for run in 0..<24 {
        group.addTask {
          let tiles = 1 + run * 5
          let tally = Tally(tiles)
          Compute.$current.withValue(Compute(threads: 1 + run % 8)) {
            for _ in 0..<200 { Parallel.run(tiles) { tally.note($0) } }
          }
          return tally.all == Array(repeating: 200, count: tiles)
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test("little work stays on the thread that asks")
  func littleWork() {
    let threads = Mutex<Set<pthread_t>>([])
    Compute.$current.withValue(Compute(threads: 8)) {
      Parallel.run(100, work: 1000) { _ in
        threads.withLock { _ = $0.insert(pthread_self()) }
        // Another thread that was called would have come by now.
        usleep(200)
      }
    }
    #expect(threads.withLock { $0 } == [pthread_self()])
  }

  @Test("tiles see how they are to be computed on every thread")
  func taskLocal() async {
    // In a process of its own, where no other run keeps the threads to itself.
    await #expect(processExitsWith: .success) {
      let cancellation = Cancellation()
      let right = Mutex(0)
      let threads = Mutex<Set<pthread_t>>([])
      let end = ContinuousClock.now + .seconds(10)
      Compute.$current.withValue(Compute(threads: 8, cancellation: cancellation)) {
        Parallel.run(1000) { _ in
          let compute = Compute.current
          let isRight = compute.cancellation === cancellation && compute.threads == 8
          right.withLock { $0 += isRight ? 1 : 0 }
          threads.withLock { _ = $0.insert(pthread_self()) }
          // Nobody goes on before a second thread has come.
          while threads.withLock({ $0.count }) < 2, ContinuousClock.now < end { usleep(100) }
        }
      }
      #expect(right.withLock { $0 } == 1000 && threads.withLock { $0.count } > 1)
    }
  }

  @Test("a run that is cancelled leaves the rest of its tiles out", arguments: [1, 2, 8])
  func cancellation(_ threads: Int) {
    let cancellation = Cancellation()
    let done = Mutex(0)
    Compute.$current.withValue(Compute(threads: threads, cancellation: cancellation)) {
      Parallel.run(100_000) { _ in
        let count = done.withLock { count in
          count += 1
          return count
        }
        if count == 10 { cancellation.request() }
      }
      // Each other thread may have been in a tile.
      #expect(done.withLock { (10..<10 + threads).contains($0) })
      Parallel.run(10) { _ in Issue.record("a cancelled run does nothing") }
    }
  }
}
