import Synchronization
import wurst

/// Preferences in memory.
final class ScriptedPreferences: Preferences {
  private let values = Mutex<[String: String]>(["gallery.runs": "50"])

  func all() -> [Preference] {
    let values = values.withLock { $0 }
    return [
      Preference(
        name: "theme", help: "The colours of the explorer.", wanted: "the name of a theme",
        usual: "auto", value: values["theme"], isAtOnce: true),
      Preference(
        name: "graphics", help: "How pictures are drawn.", wanted: "one of auto, sixel, none",
        usual: "auto", value: values["graphics"], options: ["auto", "sixel", "none"],
        override: "--graphics of the command line"),
      Preference(
        name: "mouse", help: "Whether the explorer hears of the mouse.", wanted: "true or false",
        usual: "true", value: values["mouse"], options: ["true", "false"], isAtOnce: true),
      Preference(
        name: "gallery.runs", help: "Finished runs that stay.",
        wanted: "a whole number of 1 to 100000", usual: "200", value: values["gallery.runs"]),
    ]
  }

  func set(_ name: String, to value: String?) throws {
    if name == "gallery.runs", let value, Int(value) == nil {
      throw Failure("gallery.runs cannot be '\(value)'; a whole number is wanted", .usage)
    }
    values.withLock { $0[name] = value }
  }
}
