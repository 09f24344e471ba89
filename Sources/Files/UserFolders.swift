import Glibc

/// The user's own folders for wurst, as the XDG base directory rules place them.
package struct UserFolders: Equatable, Sendable {
  /// Where `~` leads to.
  package let home: Path
  package let configuration: Path
  /// Kept pictures and models.
  package let data: Path
  package let state: Path
  /// What can be made again at any time.
  package let cache: Path

  package init(environment: [String: String]) {
    let home = Self.home(environment)
    func folder(_ variable: String, _ usual: String) -> Path {
      let given = Path(environment[variable] ?? "")
      // A relative path in an XDG variable is to be ignored.
      return (given.isAbsolute ? given : home / usual) / "wurst"
    }
    self.home = home
    configuration = folder("XDG_CONFIG_HOME", ".config")
    data = folder("XDG_DATA_HOME", ".local/share")
    state = folder("XDG_STATE_HOME", ".local/state")
    cache = folder("XDG_CACHE_HOME", ".cache")
  }

  /// That of the environment, or else of the password file.
  private static func home(_ environment: [String: String]) -> Path {
    let given = Path(environment["HOME"] ?? "")
    if given.isAbsolute { return given }
    var buffer = [CChar](repeating: 0, count: 16 << 10)
    var entry = unsafe passwd()
    var found: UnsafeMutablePointer<passwd>?
    let home = unsafe buffer.withUnsafeMutableBufferPointer { buffer -> Path? in
      guard let start = buffer.baseAddress,
        unsafe getpwuid_r(getuid(), &entry, start, buffer.count, &found) == 0, unsafe found != nil,
        let home = unsafe entry.pw_dir
      else { return nil }
      return unsafe Path(cString: home)
    }
    return home.flatMap { $0.isAbsolute ? $0 : nil } ?? "/"
  }
}
