/// What `--json` prints: members of the command's own, and the memory that was used.
struct Report<Content: Encodable>: Encodable {
  let content: Content

  private enum CodingKeys: String, CodingKey {
    case peakMemory = "peak_rss_bytes"
  }

  func encode(to encoder: any Encoder) throws {
    try content.encode(to: encoder)
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(Machine.peakMemory, forKey: .peakMemory)
  }
}
