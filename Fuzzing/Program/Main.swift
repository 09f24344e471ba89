import CFuzzer
import Glibc

/// Has libFuzzer make inputs for the reader that `WURST_READER` names; the arguments are libFuzzer's.
@main
enum Main {
  fileprivate static let reader: any FuzzedReader = {
    let name = unsafe getenv("WURST_READER").map { unsafe String(cString: $0) } ?? ""
    guard let reader = FuzzedReaders.all[name] else {
      print("WURST_READER is one of \(FuzzedReaders.all.keys.sorted().joined(separator: ", "))")
      exit(64)
    }
    return reader.init()
  }()

  static func main() {
    _ = reader
    wurst_heap_watch()
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? =
      unsafe CommandLine.unsafeArgv
    exit(
      unsafe LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
        read(unsafe Array(UnsafeBufferPointer(start: bytes, count: count)))
        return 0
      })
  }
}

/// What every reader keeps to: its own errors, a second of the processor, four times the input and
/// 64 MB of memory.
private func read(_ bytes: [UInt8]) {
  let start = processorSeconds()
  wurst_heap_begin()
  do {
    try Main.reader.read(bytes)
  } catch {
    fatalError("an error that is none of the reader: \(error)")
  }
  let grown = wurst_heap_growth()
  check(grown <= 4 * bytes.count + 64 << 20, "\(bytes.count) bytes took \(grown) of memory")
  let seconds = processorSeconds() - start
  check(seconds < 1, "\(bytes.count) bytes took \(seconds) seconds")
}

private func processorSeconds() -> Double {
  var time = timespec()
  _ = unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
