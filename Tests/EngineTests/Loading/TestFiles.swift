import Engine
import Files
import Foundation
import TestSupport

/// The places that tests read from and write to.
enum TestFiles {
  /// The `Tests` folder of the checkout.
  static let root = Path(#filePath).folder.folder.folder

  static let toyScenes = root.folder / "Sources/Engine/Resources/toy-scenes"

  static func golden(_ name: String) -> Path { root / "Goldens" / name }

  static func write(_ text: String, to path: Path) throws {
    try Data(text.utf8).write(to: URL(filePath: path.text))
  }
}

/// Builds safetensors files, sound or not.
struct SafetensorsText {
  var header: String
  var data: [UInt8] = []
  /// What the first 8 bytes claim; the truth when nil.
  var claimedHeader: UInt64?

  func write(to path: Path) throws {
    let text = Array(header.utf8)
    let length = bytes(of: [(claimedHeader ?? UInt64(text.count)).littleEndian])
    try Data(length + text + data).write(to: URL(filePath: path.text))
  }

  /// Writes the file into a folder of its own and opens it.
  func open() throws -> SafetensorsFile {
    try TemporaryFolder.with { folder in
      try write(to: folder / "x.safetensors")
      return try SafetensorsFile(folder / "x.safetensors")
    }
  }
}

/// The bytes of some numbers in memory order, which is that of the file.
func bytes<Number>(of numbers: [Number]) -> [UInt8] {
  unsafe numbers.withUnsafeBytes { unsafe Array($0) }
}
