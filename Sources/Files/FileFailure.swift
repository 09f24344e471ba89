import Glibc

/// Words for what the operating system reports.
package enum FileFailure {
  /// The message of an `errno`, such as "No space left on device".
  package static func reason(_ code: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 128)
    return unsafe buffer.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress, unsafe strerror_r(code, start, buffer.count) == 0 else {
        return "error \(code)"
      }
      return unsafe String(cString: start)
    }
  }
}
