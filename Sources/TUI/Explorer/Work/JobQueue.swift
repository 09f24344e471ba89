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
  /// What would be lost: it waits for nothing that is read.
  let keeping: any JobQueue
  let words: any JobQueue
  let models: any JobQueue
  let folders: any JobQueue
  /// What the gallery is asked while keys are pressed: it waits for nothing that takes long.
  let asking: any JobQueue
  let thumbnails: any JobQueue
  /// The index following the files.
  let indexing: any JobQueue

  var all: [any JobQueue] {
    [painting, files, keeping, words, models, folders, asking, thumbnails, indexing]
  }

  /// Queues in the background.
  package init() {
    painting = BackgroundQueue(label: "wurst.painter")
    files = DispatchQueue(label: "wurst.files", qos: .userInitiated)
    keeping = DispatchQueue(label: "wurst.keeping", qos: .userInitiated)
    words = DispatchQueue(label: "wurst.words", qos: .userInitiated)
    models = DispatchQueue(label: "wurst.models", qos: .userInitiated)
    folders = DispatchQueue(label: "wurst.folders", qos: .userInitiated)
    asking = DispatchQueue(label: "wurst.gallery", qos: .userInitiated)
    thumbnails = DispatchQueue(label: "wurst.thumbnails", qos: .userInitiated)
    indexing = BackgroundQueue(label: "wurst.index")
  }

  /// One queue for everything, but for what is read or kept where that is given.
  package init(
    all queue: any JobQueue, files: (any JobQueue)? = nil, keeping: (any JobQueue)? = nil
  ) {
    painting = queue
    self.files = files ?? queue
    self.keeping = keeping ?? queue
    words = queue
    models = queue
    folders = queue
    asking = queue
    thumbnails = queue
    indexing = queue
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
