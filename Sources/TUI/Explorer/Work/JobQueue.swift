package import Dispatch
import Terminal

/// A line of jobs, each done when those before it are.
package protocol JobQueue: Sendable {
  func add(_ job: @escaping @Sendable () -> Void)
}

extension DispatchQueue: JobQueue {
  package func add(_ job: @escaping @Sendable () -> Void) { async { job() } }
}

/// The queues of the worker: what is in one of them does not wait for the others.
package struct WorkQueues: Sendable {
  /// Below the priority of the screen.
  let painting: any JobQueue
  let files: any JobQueue
  let words: any JobQueue
  let models: any JobQueue
  let folders: any JobQueue

  /// Queues in the background.
  package init() {
    painting = BackgroundQueue(label: "wurst.painter")
    files = DispatchQueue(label: "wurst.files", qos: .userInitiated)
    words = DispatchQueue(label: "wurst.words", qos: .userInitiated)
    models = DispatchQueue(label: "wurst.models", qos: .userInitiated)
    folders = DispatchQueue(label: "wurst.folders", qos: .userInitiated)
  }

  /// One queue for everything.
  package init(all queue: any JobQueue) {
    painting = queue
    files = queue
    words = queue
    models = queue
    folders = queue
  }
}

/// A queue for what computes for long: it gives way to the thread of the screen.
private struct BackgroundQueue: JobQueue {
  private let queue: DispatchQueue

  init(label: String) { queue = DispatchQueue(label: label, qos: .utility) }

  func add(_ job: @escaping @Sendable () -> Void) {
    queue.async {
      BackgroundThread.giveWay()
      job()
    }
  }
}
