import Synchronization
import Terminal

/// Actions on their way from background threads to the loop, with a pipe that wakes it.
///
/// Progress is merged while nobody looks: of several steps of a stage the latest stays, with the
/// latest preview. Everything else arrives as it was posted, in order.
package final class Mailbox: Sendable {
  private let actions = Mutex<[Action]>([])
  private let pipe: WakePipe

  /// Nil where the process has no descriptors left.
  package init?() {
    guard let pipe = WakePipe() else { return nil }
    self.pipe = pipe
  }

  deinit { pipe.close() }

  /// Readable while something waits.
  package var descriptor: Int32 { pipe.readEnd }

  package func post(_ action: Action) {
    actions.withLock { Self.add(action, to: &$0) }
    wake()
  }

  /// Wakes the loop without telling it anything.
  package func wake() { pipe.write(1) }

  /// Takes everything that was posted.
  package func collect() -> [Action] {
    _ = pipe.read()
    return actions.withLock { actions in
      defer { actions = [] }
      return actions
    }
  }

  private static func add(_ action: Action, to actions: inout [Action]) {
    if let last = actions.last, let merged = last.merged(with: action) {
      actions[actions.count - 1] = merged
    } else {
      actions.append(action)
    }
  }
}
