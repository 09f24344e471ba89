import Glibc

/// What the program was started with, as text that keeps bytes which are not UTF-8 (`Path.text`).
package enum Invocation {
  /// The words of the command line after the name of the program.
  package static var arguments: [String] {
    let count = Int(CommandLine.argc)
    return (0..<count).dropFirst().compactMap { index in
      unsafe CommandLine.unsafeArgv[index].map { unsafe Path(cString: $0).text }
    }
  }

  /// Of variables that are there twice, the first.
  package static var environment: [String: String] {
    var variables: [String: String] = [:]
    var place = unsafe environ
    while let entry = unsafe place.pointee {
      let bytes = unsafe Path(cString: entry).bytes
      if let equals = bytes.firstIndex(of: UInt8(ascii: "=")) {
        let name = Path(bytes: bytes[..<equals]).text
        if variables[name] == nil {
          variables[name] = Path(bytes: bytes[(equals + 1)...]).text
        }
      }
      unsafe place += 1
    }
    return variables
  }
}
