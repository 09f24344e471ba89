import Files
import Foundation
import Testing

/// A folder with a parity case, which reports show by its name.
struct GoldenFolder: Sendable, CustomTestStringConvertible {
  let url: URL
  /// The path from the folder that was searched on.
  let testDescription: String

  static let own = URL(filePath: TestFiles.golden("").text)

  /// The cases that come along, and the folders of `WURST_GOLDENS`.
  static let searched: [URL] = {
    let given = ProcessInfo.processInfo.environment["WURST_GOLDENS"] ?? ""
    return [own] + given.split(separator: ":").map { URL(filePath: String($0)) }
  }()

  static let all = searched.flatMap(cases)

  /// The cases in `root` and below: every folder with a description or with recorded tensors.
  static func cases(in root: URL) -> [GoldenFolder] {
    let root = root.standardizedFileURL
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    let marks = (files?.allObjects ?? []).compactMap { $0 as? URL }
      .filter { ["case.json", "io.safetensors"].contains($0.lastPathComponent) }
    let paths = Set(marks.map { $0.deletingLastPathComponent().standardizedFileURL.path })
    return paths.sorted().map {
      GoldenFolder(
        url: URL(filePath: $0),
        testDescription: root.lastPathComponent + $0.dropFirst(root.path.count))
    }
  }
}
