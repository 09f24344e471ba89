package import ArgumentParser
import Engine
import Files
import Foundation
import Gallery
import Recipes
package import Render
import Terminal

/// The `wurst` command; without a subcommand it opens the explorer.
package struct Wurst: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "wurst",
    abstract: "Explore Würstchen text-to-image models in the terminal.",
    discussion: "Without a subcommand the explorer opens.",
    examples: ["wurst", "wurst generate \"a red ball on grass\" -o ball.png"],
    version: VersionText.lines,
    subcommands: [
      GenerateCommand.self, ReconstructCommand.self, InterpolateCommand.self, ShowCommand.self,
      ModelsCommand.self, GalleryCommand.self, StylesCommand.self, ConfigCommand.self,
      ThemeCommand.self, BenchCommand.self, DoctorCommand.self,
    ])

  @OptionGroup(title: "Model") var modelOptions: ModelOptions

  @Option(
    help: ArgumentHelp("Name of a theme, or the path of a theme file.", valueName: "name|path"),
    completion: Completions.themes)
  var theme: String?

  @Option(
    help: ArgumentHelp(
      "How pictures are drawn in the terminal; 'wurst doctor --card' shows which ways it has.",
      valueName: "way"))
  var graphics: GraphicsChoice?

  @Flag(help: "Begin anew, without the prompts, settings and waiting runs of last time.")
  var fresh = false

  @Flag(
    inversion: .prefixedNo,
    help: "Draw by lines of text, without a screen: for screen readers, pipes and plain terminals.")
  var plain: Bool?

  @OptionGroup var traceOptions: TraceOptions

  package init() {}

  package func run() throws {
    let environment = Invocation.environment
    let (own, problems) = Configuration.ofUser
    let locator = ResourceLocator(Installation(environment: environment))
    let options = modelOptions
    // A model that is lost is passed over, as all that config.toml has and cannot be used.
    let isLost =
      options.chosenModel == nil
      && own.model.map { NamedThings.problem("model", $0) != nil } ?? false
    let first = isLost ? ResourceLocator.defaultModel : options.model
    let library = ModelLibrary(locator, first: first, loras: options.changes) {
      try locator.open($0, variant: options.variant)
    } pipeline: {
      try options.pipeline($0)
    }
    // Found out before the terminal is taken.
    _ = try library.source(of: first)
    let gallery = Gallery(root: locator.galleryFolder, settings: traceOptions.settings)
    let shelf = GalleryShelf(gallery, home: locator.user.home) {
      try library.fingerprint(of: $0.model, with: $0.loras)
    }
    var explorer = ExplorerOptions(
      graphics: graphics ?? own.graphics ?? .auto, theme: theme ?? own.theme,
      precision: options.precision.precision, preset: own.preset,
      keymap: Keymap.standard.rebinding(own.rebindings),
      problem: Self.sentence(of: isLost ? ConfigurationFile.ofUser.allProblems : problems))
    explorer.hasHints = own.hints ?? true
    explorer.editor = own.editor
    explorer.needsTheme = theme != nil
    explorer.presets = PresetFile(locator.user)
    explorer.needsPrecision = options.chosenPrecision != nil
    explorer.usesMouse = own.mouse ?? true
    explorer.notices.areOn = own.notify ?? explorer.notices.areOn
    explorer.notices.patience = own.notifyAfter ?? explorer.notices.patience
    explorer.notices.hasTitle = own.title ?? explorer.notices.hasTitle
    let catalogue = GalleryCatalogue(gallery, thumbnails: locator.thumbnailFolder)
    explorer.preferences = UserPreferences(
      ConfigurationFile.ofUser, overrides: overrides(environment), gallery: catalogue)
    let isPlain = plain ?? (own.plain ?? false || Self.isPlainTerminal(environment))
    if !isPlain { try Explorer.check(explorer, environment: environment) }
    let session =
      own.restore ?? true ? SessionFile(environment: environment, isFresh: fresh) : nil
    explorer.session = session
    let model = self.model(of: session?.session, in: library) ?? first
    let tell = { (line: String) in Console.printError("wurst: \(line)") }
    let painter = { try PipelinePainter(library, model: model) }
    // The program begins on the main thread, and nothing has left it.
    try MainActor.assumeIsolated {
      if isPlain {
        try Explorer.runPlain(
          explorer, environment: environment, shelf: shelf, catalogue: catalogue,
          write: { try Console.print($0) }, tell: tell, painter: painter)
      } else {
        try Explorer.run(
          explorer, environment: environment, shelf: shelf, catalogue: catalogue, tell: tell,
          painter: painter)
      }
    }
  }

  /// The first problem of `config.toml`, and how the others are found.
  private static func sentence(of problems: [some CustomStringConvertible]) -> String? {
    guard let first = problems.first else { return nil }
    return problems.count == 1
      ? first.description
      : "\(first.description); `wurst config check` says what else is wrong, \(problems.count - 1) more"
  }

  /// Whether somebody sits at a terminal that places no text.
  private static func isPlainTerminal(_ environment: [String: String]) -> Bool {
    Console.outputIsTerminal
      && TerminalType.descriptions(of: environment["TERM", default: ""]).isEmpty
  }

  /// That of the last session, where none was asked for and it is still there.
  private func model(of session: Session?, in library: ModelLibrary) -> String? {
    let options = modelOptions
    let isAsked = options.chosenModel != nil || options.variant != nil || !options.lora.isEmpty
    guard !isAsked, let last = session?.recipe.model, (try? library.source(of: last)) != nil
    else { return nil }
    return last
  }

  /// What goes before `config.toml`, and why.
  private func overrides(_ environment: [String: String]) -> [String: String] {
    let options = modelOptions
    let given: [(String, Bool)] = [
      ("model", options.chosenModel != nil), ("theme", theme != nil), ("plain", plain != nil),
      ("graphics", graphics != nil), ("threads", options.threads != nil),
      ("memory", options.memory != nil), ("precision", options.chosenPrecision != nil),
    ]
    var overrides = Dictionary(
      uniqueKeysWithValues: given.filter(\.1).map { ($0.0, "--\($0.0) of the command line") })
    if !environment["NO_COLOR", default: ""].isEmpty {
      overrides["theme"] = "NO_COLOR of the environment"
    }
    return overrides
  }
}

extension GraphicsChoice: ExpressibleByArgument {}
