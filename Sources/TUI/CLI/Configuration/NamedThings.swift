import Files
import Terminal

/// What `config.toml` names and must be there: a model and a theme.
enum NamedThings {
  /// Why what `name` is set to cannot be used; nil where it can, or names nothing.
  static func problem(_ name: String, _ value: String) -> String? {
    do {
      switch name {
      case "model": _ = try ResourceLocator().open(value)
      case "theme":
        _ = try ThemeFolders(Installation(environment: Invocation.environment)).load(value)
      default: break
      }
      return nil
    } catch {
      return Failure(error).message
    }
  }
}

extension ConfigurationFile {
  /// What of the file cannot be used, with what it names and is not there.
  var allProblems: [ConfigurationProblem] {
    let (configuration, problems) = read()
    let missing = [("model", configuration.model), ("theme", configuration.theme)].compactMap {
      name, value in
      value.flatMap { NamedThings.problem(name, $0) }.map {
        ConfigurationProblem(path: path, line: line(of: name), reason: "\(name): \($0)")
      }
    }
    return problems + missing
  }
}

/// A command that says itself what of `config.toml` cannot be used.
protocol SaysWhatIsSet {}

extension Wurst: SaysWhatIsSet {}
extension ConfigCommand: SaysWhatIsSet {}
extension ConfigCommand.List: SaysWhatIsSet {}
extension ConfigCommand.Check: SaysWhatIsSet {}
extension ConfigCommand.Set: SaysWhatIsSet {}
extension ConfigCommand.Edit: SaysWhatIsSet {}
extension DoctorCommand: SaysWhatIsSet {}
