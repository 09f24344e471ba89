import Synchronization

/// Work of which only the latest matters: what waits is forgotten for what comes after it.
package final class LatestOnly<Value: Sendable>: Sendable {
  private let waiting = Mutex<Value?>(nil)

  package init() {}

  /// Has `work` done with `value` on `queue`, unless a later value takes its place until then.
  package func submit(
    _ value: Value, to queue: any JobQueue, _ work: @escaping @Sendable (Value) -> Void
  ) {
    let isFirst = waiting.withLock { waiting in
      defer { waiting = value }
      return waiting == nil
    }
    // A job that waits already takes the value along.
    guard isFirst else { return }
    queue.add { [self] in
      if let value = waiting.withLock({ $0.take() }) { work(value) }
    }
  }
}
