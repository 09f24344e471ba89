package import Render
package import Terminal

extension State {
  /// Takes the theme of a name, and says where it cannot be had.
  package mutating func dress(in name: String?, from themes: ThemeFolders, on background: RGB?) {
    let ground = background.map { Ground(red: $0.red, green: $0.green, blue: $0.blue) } ?? .unknown
    do throws(ThemeError) {
      look = LookState(
        name: name ?? ThemeFolders.automatic, theme: try themes.load(name, on: ground),
        ground: ground)
    } catch {
      let automatic = (try? themes.load(nil, on: ground)) ?? .builtIn
      look = LookState(theme: automatic, ground: ground)
      say(.error, error.description)
    }
  }
}
