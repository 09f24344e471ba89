import Glibc

/// The program as it was put on the disk, and where what belongs to it lies.
package struct Installation: Equatable, Sendable {
  /// The path of the running program, links resolved.
  package let executable: Path
  /// The user's own folders.
  package let user: UserFolders

  package init(
    environment: [String: String] = Invocation.environment,
    executable: Path = Self.runningExecutable
  ) {
    self.executable = executable
    user = UserFolders(environment: environment)
  }

  package static var runningExecutable: Path {
    guard let path = unsafe realpath("/proc/self/exe", nil) else {
      return Path(CommandLine.arguments[0])
    }
    defer { unsafe free(path) }
    return unsafe Path(cString: path)
  }

  private var bin: Path { executable.folder }

  /// The folders of this name that come with the program, in the order of search: beside it, and
  /// in the `share` folder of the place that it was installed in.
  package func folders(_ name: String) -> [Path] {
    [bin / name, bin.folder / "share/wurst" / name]
  }

  /// Where the build puts the resources of a target.
  package func resources(of target: String) -> Path { bin / "wurst_\(target).resources" }

  /// The package that the program was built in, while it is still there.
  package var packageFolder: Path? {
    // .build/TRIPLE/release/wurst stands three folders below the package.
    var folder = executable
    repeat {
      folder = folder.folder
      if folder.name.hasPrefix(".build") { return folder.folder }
    } while folder != folder.folder
    return nil
  }
}
