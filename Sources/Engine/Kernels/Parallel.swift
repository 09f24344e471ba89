import CThreads
import Files

/// The one place where work is spread over threads.
///
/// The threads are our own (`CThreads`): between two passes of a network they are still awake, where
/// those of Dispatch take 50 µs to wake. Each begins with the same part of the tiles in every pass
/// and takes tiles of others only when its own are done, so that what it wrote is likely in its
/// cache, and in a computer with several memories in the near one, when it reads it again.
package enum Parallel {
  /// Elements that one thread passes over in the time that sharing them with another takes.
  private static let worthSharing = 1 << 15

  /// Runs `body` once for every tile in `0..<count`, in any order, on the current threads.
  ///
  /// Tiles are cut by shape alone, never by the number of threads, and each writes its own part
  /// of the result: that is what makes results equal for every number of threads. Tiles must not
  /// call `run` themselves. When the run is cancelled the remaining tiles are left out.
  ///
  /// - Parameter work: the elements that all tiles pass over together; so little work that sharing it
  ///   would take longer stays on this thread.
  package static func run(_ count: Int, work: Int = .max, _ body: (Int) -> Void) {
    let compute = Compute.current
    let threads = work < worthSharing ? 1 : min(compute.threads, count)
    if threads <= 1 {
      for tile in 0..<count where !compute.cancellation.isRequested { body(tile) }
      return
    }
    withoutActuallyEscaping(body) { body in
      let region = Region(compute: compute, body: body)
      unsafe wurst_threads_run(
        threads, count,
        { region, share in
          unsafe Unmanaged<Region>.fromOpaque(region).takeUnretainedValue().takeTiles(of: share)
        }, Unmanaged.passUnretained(region).toOpaque())
      withExtendedLifetime(region) {}
    }
  }

  /// What the threads need to know of one call of `run`.
  private final class Region {
    private let compute: Compute
    private let body: (Int) -> Void

    init(compute: Compute, body: @escaping (Int) -> Void) {
      self.compute = compute
      self.body = body
    }

    /// Sound on several threads at once because tiles write apart, and `wurst_threads_run` returns after
    /// the last one.
    func takeTiles(of share: OpaquePointer) {
      Compute.$current.withValue(compute) {
        while !compute.cancellation.isRequested {
          let tile = unsafe wurst_share_next(share)
          if tile < 0 { return }
          body(tile)
        }
      }
    }
  }
}
