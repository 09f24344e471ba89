import Files
import Foundation

/// The parity cases in this repository.
enum Goldens {
  /// The folder of the package.
  static var root: Path { Path(path("../..")) }

  /// The path of a file or folder of them.
  static func path(_ part: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Goldens/" + part).path
  }

  /// The folders of a small model of the second generation, without an encoder.
  static let secondGeneration = ["wuerstchen-prior", "wuerstchen"].map {
    path("v2/combined_from_folders/model/" + $0)
  }
}

/// Pictures that other tests read too.
enum Fixtures {
  /// A JPEG of 256×256 pixels of a scene that the built-in model knows.
  static let ball = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "RenderTests/Pictures/ball.jpg").path
}
