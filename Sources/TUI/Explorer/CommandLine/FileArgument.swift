import Files
import Recipes

/// The path that is typed behind a command.
struct FileArgument {
  /// What stands before it.
  let start: String
  let typed: String
  let use: Setting.Opened
  /// Whether it can be taken away again.
  let isSet: Bool

  /// The path up to its last part, as it is typed; nil where it has one part.
  var folder: String? { typed.lastIndex(of: "/").map { String(typed[...$0]) } }

  var stem: String { String(typed.dropFirst(folder?.count ?? 0)) }

  /// What takes away what is set.
  static let none = "none"
}

extension State {
  /// The path at the end of a line, where one has to stand there.
  func fileArgument(of word: CommandWord, _ rest: String) -> FileArgument? {
    switch word {
    case .set:
      guard let (name, value) = Self.nameAndValue(rest), let setting = setting(named: name),
        let use = setting.opened, use.isPath(value)
      else { return nil }
      return FileArgument(
        start: "set \(name) ", typed: value, use: use,
        isSet: !setting.isUnset(in: settings.recipe, facts))
    case .toward where Setting.Opened.toward.isPath(rest):
      return FileArgument(
        start: "\(CommandWord.toward.rawValue) ", typed: rest, use: .toward, isSet: false)
    default: return nil
    }
  }

  /// The files that may be meant, as far as their folder was read.
  func candidates(of file: FileArgument) -> [CommandCandidate] {
    let folder = file.folder ?? opener.folder
    let listing = commandEntry?.listing
    let entries = listing?.folder == folder && listing?.use == file.use ? listing?.entries : nil
    let found = (entries ?? []).beginning(with: file.stem).map { entry in
      CommandCandidate(
        line: file.start + folder + entry.name + (entry.isFolder ? "/" : ""),
        help: entry.isFolder ? "a folder" : "",
        label: entry.isFolder ? entry.name + "/" : entry.name)
    }
    let none = CommandCandidate(line: file.start + FileArgument.none, help: "takes it away")
    return found + (file.isSet && FileArgument.none.hasPrefix(file.typed) ? [none] : [])
  }

  /// Has the folder read in which the path that is typed lies.
  mutating func listFiles() -> [Effect] {
    guard let (word, rest) = Self.parts(of: commandEntry?.text ?? ""),
      let file = fileArgument(of: word, rest)
    else { return [] }
    let folder = file.folder ?? opener.folder
    guard commandEntry?.list(folder, for: file.use) ?? false else { return [] }
    return [.opener(.list(folder: Path(folder), for: file.use))]
  }
}
