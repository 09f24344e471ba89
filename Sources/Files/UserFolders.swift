/// The user's own folders for wurst, as the XDG base directory rules place them.
package struct UserFolders: Equatable, Sendable {
  package let configuration: String
  /// Kept pictures and models.
  package let data: String
  package let state: String

  package init(environment: [String: String]) {
    let home = environment["HOME"] ?? "/"
    func folder(_ variable: String, _ usual: String) -> String {
      let given = environment[variable] ?? ""
      // A relative path in an XDG variable is to be ignored.
      return (given.hasPrefix("/") ? given : home + usual) + "/wurst"
    }
    configuration = folder("XDG_CONFIG_HOME", "/.config")
    data = folder("XDG_DATA_HOME", "/.local/share")
    state = folder("XDG_STATE_HOME", "/.local/state")
  }
}
