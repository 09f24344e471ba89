extension PlainFile {
  /// All bytes of the file at `path`.
  ///
  /// - Throws: `ReadError`, also when there are more than `limit`, which is whole megabytes.
  package static func contents(_ path: Path, atMost limit: Int) throws(ReadError) -> [UInt8] {
    let file = try PlainFile(path)
    guard file.count <= limit else {
      throw .unreadable(path: path, reason: "it is larger than \(limit >> 20) MB")
    }
    return try file.read(at: 0, count: file.count)
  }
}
