package import Files
import Foundation

/// What shows a picture outside the terminal.
package protocol PictureViewer: Sendable {
  /// - Throws: why it cannot be shown.
  func open(_ path: Path) throws
}

/// The viewer that the desktop has for pictures, through `xdg-open`.
package struct DesktopViewer: PictureViewer {
  private let environment: [String: String]

  package init(environment: [String: String]) { self.environment = environment }

  /// - Throws: `Failure` where there is no viewer.
  package func check() throws(Failure) { _ = try program() }

  private func program() throws(Failure) -> String {
    let hasDesktop = ["DISPLAY", "WAYLAND_DISPLAY"].contains {
      !environment[$0, default: ""].isEmpty
    }
    guard hasDesktop else {
      throw Failure("there is no desktop here that could show pictures", .usage)
    }
    let folders = environment["PATH", default: "/usr/local/bin:/usr/bin:/bin"].split(separator: ":")
    let programs = folders.map { "\($0)/xdg-open" }
    guard let program = programs.first(where: FileManager.default.isExecutableFile) else {
      throw Failure("xdg-open, which finds the viewer, is not on this machine", .missing)
    }
    return program
  }

  /// Begins it and does not wait; the terminal is not given to it.
  package func open(_ path: Path) throws {
    let program = try program()
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = [path.absolute.text]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw Failure("xdg-open cannot be started: \(error.localizedDescription)", .usage)
    }
  }
}
