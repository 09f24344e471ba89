import Files
import Glibc

/// The addresses that this process may map, which `ulimit -v` limits.
package enum AddressSpace {
  /// Those that are not taken yet, in bytes; nil where there is no limit.
  package static var left: Int? {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
      let most = Int(exactly: limit.rlim_cur),
      let pages = SystemFile.words("/proc/self/statm").first.flatMap({ Int($0) })
    else { return nil }
    return max(0, most - pages * sysconf(Int32(_SC_PAGESIZE)))
  }

  /// What a thread takes of them: the buffer that OpenBLAS maps at its first product, without which
  /// it tries for ever, and a stack.
  package static let perThread = (128 + 8) << 20

  /// As many threads as find room in a quarter of what is left, and one at least.
  package static func threads(atMost threads: Int) -> Int {
    left.map { max(1, min(threads, $0 / 4 / perThread)) } ?? threads
  }
}
