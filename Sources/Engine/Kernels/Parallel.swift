import Dispatch
import Synchronization

/// The one place where work is spread over threads.
enum Parallel {
  /// Elements that one thread passes over in the 50 µs until another has woken.
  private static let worthWaking = 1 << 17

  /// Runs `body` once for every tile in `0..<count`, in any order, on the current threads.
  ///
  /// Tiles are cut by shape alone, never by the number of threads, and each writes its own part
  /// of the result: that is what makes results equal for every number of threads. Tiles must not
  /// call `run` themselves. When the run is cancelled the remaining tiles are left out.
  ///
  /// - Parameter work: the elements that all tiles pass over together; so little work that waking
  ///   another thread would take longer stays on this one.
  static func run(_ count: Int, work: Int = .max, _ body: (Int) -> Void) {
    let compute = Compute.current
    let cancellation = compute.cancellation
    let workers = work < worthWaking ? 1 : min(compute.threads, count)
    if workers <= 1 {
      for tile in 0..<count where !cancellation.isRequested { body(tile) }
      return
    }
    let next = Atomic<Int>(0)
    withoutActuallyEscaping(body) { body in
      // Sound because tiles write apart and `concurrentPerform` returns after the last one.
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: workers) { _ in
        while !cancellation.isRequested {
          let tile = next.add(1, ordering: .relaxed).oldValue
          if tile >= count { return }
          unsafe body(tile)
        }
      }
    }
  }
}
