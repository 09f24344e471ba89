import Synchronization
import wurst

/// Does each job at once, where it is added.
struct ImmediateQueue: JobQueue {
  func add(_ job: @escaping @Sendable () -> Void) { job() }
}

/// Keeps jobs until they are asked for.
final class HeldQueue: JobQueue {
  private let jobs = Mutex<[@Sendable () -> Void]>([])

  var count: Int { jobs.withLock(\.count) }

  func add(_ job: @escaping @Sendable () -> Void) { jobs.withLock { $0.append(job) } }

  func run() {
    let waiting = jobs.withLock { jobs in
      defer { jobs = [] }
      return jobs
    }
    for job in waiting { job() }
  }
}

/// Values in the order they were posted.
final class Outbox<Value: Sendable>: Sendable {
  private let values = Mutex<[Value]>([])

  func post(_ value: Value) { values.withLock { $0.append(value) } }

  /// Takes everything that was posted.
  func collect() -> [Value] {
    values.withLock { values in
      defer { values = [] }
      return values
    }
  }
}
