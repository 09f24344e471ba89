import Foundation
import Testing

/// Compares text with a file under `Tests/Goldens/Screens`.
///
/// With `WURST_RECORD` set, or where there is no file, the text is written and the test fails.
func expectSnapshot(
  _ text: String, _ name: String, location: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Goldens/Screens")
  let file = folder.appendingPathComponent(name + ".txt")
  let isRecording = ProcessInfo.processInfo.environment["WURST_RECORD"] != nil
  guard !isRecording, let wanted = try? String(contentsOf: file, encoding: .utf8) else {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try (text + "\n").write(to: file, atomically: true, encoding: .utf8)
    Issue.record("\(name) was recorded; look at it and run again", sourceLocation: location)
    return
  }
  #expect(text + "\n" == wanted, "the screen \(name) has changed", sourceLocation: location)
}
