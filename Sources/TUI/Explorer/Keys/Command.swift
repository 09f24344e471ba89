import Gallery

/// What a key can mean, by the part of the explorer that it is for.
package enum Command: Hashable, Sendable {
  case program(Program)
  case go(Go)
  case help(Help)
  case drawing(Drawing)
  case edit(Edit)
  case history(History)
  case styles(Styles)
  case variants(Variants)
  case view(View)
  case settings(Settings)
  case gallery(Gallery)
  case judge(Judge)
  case take(Take)
  case copy(Copy)
  case line(Line)
  case compare(Compare)
  case models(Models)
  case opener(Opener)
  case zoom(Zoom)
  case commandLine(CommandLine)
  case preferences(Preferences)

  package enum Program: CaseIterable, Hashable, Sendable {
    case quit, redraw, suspend
  }

  /// To another part of the screen, or another screen.
  package enum Go: CaseIterable, Hashable, Sendable {
    case nextPart, previousPart, prompt, negative, settings
    case explorer, gallery
    /// Out of what is open or being done.
    case back
  }

  package enum Help: CaseIterable, Hashable, Sendable {
    case toggle, up, down, pageUp, pageDown, first, last
    /// Takes back a letter of what is looked for.
    case deleteBackward
  }
}

extension Command: CaseIterable {
  package static var allCases: [Command] {
    let parts: [[Command]] = [
      Program.allCases.map(Command.program), Go.allCases.map(Command.go),
      Help.allCases.map(Command.help), Drawing.allCases.map(Command.drawing),
      Edit.allCases.map(Command.edit), History.allCases.map(Command.history),
      Styles.allCases.map(Command.styles), Variants.allCases.map(Command.variants),
      View.allCases.map(Command.view),
      Settings.allCases.map(Command.settings), Gallery.allCases.map(Command.gallery),
      Judge.allCases.map(Command.judge), Take.allCases.map(Command.take),
      Copy.allCases.map(Command.copy), Line.allCases.map(Command.line),
      Compare.allCases.map(Command.compare),
      Models.allCases.map(Command.models), Opener.allCases.map(Command.opener),
      Zoom.allCases.map(Command.zoom), CommandLine.allCases.map(Command.commandLine),
      Preferences.allCases.map(Command.preferences),
    ]
    return parts.flatMap(\.self)
  }
}
