import CFuzzer
import Files
import Glibc

/// A file that lies in memory, for readers that want a path.
struct MemoryFile {
  private let descriptor: Int32

  init() {
    descriptor = wurst_memory_file()
    precondition(descriptor >= 0, "no file in memory")
  }

  /// Where the file is for as long as the program runs.
  var path: Path { Path("/proc/self/fd/\(descriptor)") }

  /// Replaces what the file holds.
  func hold(_ bytes: [UInt8]) -> Path {
    // Cut to nothing first: bytes beyond the end of a part that was mapped stay as they were.
    precondition(ftruncate(descriptor, 0) == 0)
    precondition(unsafe pwrite(descriptor, bytes, bytes.count, 0) == bytes.count)
    return path
  }
}
