import ArgumentParser
import Files
import Recipes

/// What a prompt stands for, and what is added to it.
struct PromptOptions: ParsableArguments {
  enum Seeds: String, CaseIterable, ExpressibleByArgument {
    case same, counting
  }

  @Option(
    name: .customLong("style"),
    help: ArgumentHelp(
      "A style of styles.toml that is added to the prompt; may be given several times. "
        + "'wurst styles' lists them.", valueName: "name"), completion: Completions.styles)
  var styleNames: [String] = []

  @Option(
    help: ArgumentHelp(
      "The seeds of the variants of a prompt such as 'a {red|blue} ball': the same for all, or "
        + "counting up from the first; same unless given.",
      valueName: "which"))
  var seeds = Seeds.same

  @Flag(name: .customLong("dry-run"), help: "List what would be drawn, and draw nothing.")
  var isDryRun = false

  init() {}

  /// The options that were given, as they are written.
  var given: [String] {
    (styleNames.isEmpty ? [] : ["--style"]) + (seeds == .same ? [] : ["--seeds"])
      + (isDryRun ? ["--dry-run"] : [])
  }

  /// What a prompt stands for.
  ///
  /// - Parameter note: told what is read as it is written though it looks like a list.
  func variants(of text: String, note: (String) -> Void) throws -> PromptVariants {
    let folder = WildcardFolder(environment: Invocation.environment)
    let variants = try folder.variants(of: text)
    for name in variants.unknownLists {
      note(PromptList.notice(ofUnknown: name, list: "\(folder.path / (name + ".txt"))"))
    }
    return variants
  }

  /// The styles that were named.
  ///
  /// - Parameter note: told what of the file cannot be used, where that is none of them.
  func styles(note: (String) -> Void) throws -> [PromptStyle] {
    guard !styleNames.isEmpty else { return [] }
    guard styleNames.count <= PromptStyle.most else {
      throw ValidationError("\(styleNames.count) styles are more than \(PromptStyle.most)")
    }
    let file = StyleFile(environment: Invocation.environment)
    let (styles, problems) = file.read()
    let named = try styleNames.map { name in
      if let style = styles.first(where: { $0.name == name }) { return style }
      // What is wrong with it, or with the file, is why it is not there.
      if let problem = problems.first(where: { $0.style == name || $0.style == nil }) {
        throw problem
      }
      let known =
        styles.isEmpty
        ? "it has none"
        : "it has " + styles.map { "'\($0.name)'" }.prefix(20).joined(separator: ", ")
      throw Failure("there is no style '\(name)' in \(file.path); \(known)", .missing)
    }
    if let problem = problems.first {
      let more = problems.count > 1 ? "; 'wurst styles check' says more" : ""
      note("\(problem)\(more)")
    }
    return named
  }
}
