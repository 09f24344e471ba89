import Engine
import Foundation

/// `model.json` of a native folder.
struct ModelInput: FuzzedReader {
  private let file = MemoryFile()

  func read(_ bytes: [UInt8]) throws {
    do {
      let manifest = try ModelManifest(path: file.hold(bytes))
      let written = try JSONEncoder().encode(manifest)
      check(try ModelManifest(path: file.hold([UInt8](written))) == manifest)
    } catch is LoadingError {}
  }
}
