extension Capabilities {
  /// By which the answers to the two ways of asking kitty's question are told apart.
  static let kittyNumber = 31
  static let kittyBehindTmuxNumber = 32

  /// The bytes that ask for all of this, in one write; DA1 comes last as the fence.
  ///
  /// Empty where nothing may be sent (`TERM` unset or `dumb`). The Linux console is asked for DA1
  /// alone, for it prints parts of questions that it does not know. kitty's question becomes the title
  /// of the pane in tmux and GNU screen, so that it is never sent to these: tmux is asked to pass it
  /// on, and the answer, if there is one, comes behind the fence.
  package static func query(environment: [String: String]) -> [UInt8] {
    let fence = Array("\u{1B}[c".utf8)
    let surroundings = Surroundings(environment)
    if !surroundings.placesText { return [] }
    if surroundings.isConsole { return fence }
    var questions = [
      "\u{1B}[>q", "\u{1B}[16t", "\u{1B}[14t", "\u{1B}[18t", "\u{1B}[?1;1;0S", "\u{1B}[?2;1;0S",
      "\u{1B}[?2;4;0S", "\u{1B}[?2026$p",
    ].flatMap { Array($0.utf8) }
    // GNU screen hands it on, and the answer comes long after that to the fence.
    if !surroundings.isInScreen { questions += Array("\u{1B}]11;?\u{1B}\\".utf8) }
    if surroundings.isInTmux {
      questions +=
        KittyCommand.passedOn(KittyCommand.versionQuestion)
        + KittyCommand.passedOn(KittyCommand.question(number: kittyBehindTmuxNumber))
    } else if !surroundings.isInside {
      questions +=
        KittyCommand.question(number: kittyNumber)
        + Array("\u{1B}]1337;ReportCellSize\u{1B}\\".utf8)
    }
    return questions + fence
  }
}
