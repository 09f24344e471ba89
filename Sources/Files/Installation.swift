import Foundation

/// The program as it was put on the disk, and where what belongs to it lies.
package struct Installation: Equatable, Sendable {
  /// The path of the running program, links resolved.
  package let executable: String
  /// The user's own folders.
  package let user: UserFolders

  package init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    executable: String = Self.runningExecutable
  ) {
    self.executable = executable
    user = UserFolders(environment: environment)
  }

  package static var runningExecutable: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
  }

  private var bin: String { (executable as NSString).deletingLastPathComponent }

  /// The folders of this name that come with the program, in the order of search: beside it, and
  /// in the `share` folder of the place that it was installed in.
  package func folders(_ name: String) -> [String] {
    let above = (bin as NSString).deletingLastPathComponent
    return [bin + "/" + name, (above as NSString).appendingPathComponent("share/wurst/" + name)]
  }

  /// Where the build puts the resources of a target.
  package func resources(of target: String) -> String { bin + "/wurst_\(target).resources" }

  /// The package that the program was built in, while it is still there.
  package var packageFolder: String? {
    // .build/TRIPLE/release/wurst stands three folders below the package.
    let parts = bin.split(separator: "/")
    guard let build = parts.lastIndex(where: { $0.hasPrefix(".build") }) else { return nil }
    return "/" + parts[..<build].joined(separator: "/")
  }
}
