import Files
import Foundation
import Render
import TestSupport
import Testing
import wurst

/// The built program beside terminals that keep pictures by their own rules: what is seen after each
/// story is what is seen when all is drawn anew.
@Suite("Pictures on terminals", .serialized, .enabled(if: TerminalSession.isWorthIt))
struct PictureStories {
  /// What is seen stays the same when the screen is drawn anew: nothing was missing, stale, moved or
  /// left behind.
  private func check(
    _ session: TerminalSession, _ moment: String, hasPicture: Bool = true, slips: Int = 0,
    location: SourceLocation = #_sourceLocation
  ) {
    settle(session, hasPicture)
    let before = session.terminal.sight
    session.press("\u{0C}")
    settle(session, hasPicture)
    let after = session.terminal.sight
    if let difference = before.difference(to: after) {
      Issue.record(
        "\(session.terminal.kind), \(moment): \(difference)\n\(before.lines.joined(separator: "\n"))",
        sourceLocation: location)
    }
    #expect(
      session.terminal.faults == [], "\(session.terminal.kind), \(moment)",
      sourceLocation: location)
    #expect(
      session.terminal.slips == slips, "\(session.terminal.kind), \(moment)",
      sourceLocation: location)
    #expect(
      after.pictureCells > 0 || !hasPicture || session.terminal.kind == .text, "\(moment)",
      sourceLocation: location)
  }

  private func settle(_ session: TerminalSession, _ hasPicture: Bool) {
    if hasPicture, session.terminal.kind != .text {
      session.settle(0.2)
      session.wait { $0.pictureCount > 0 }
    }
    session.settle()
  }

  private func command(_ line: String, _ session: TerminalSession) {
    session.press(":")
    session.wait(for: "Commands")
    session.press("\(line)\r")
    session.wait { !$0.sight.lines.contains { $0.contains("Commands") } }
  }

  /// Draws a picture in few steps.
  private func drawn(_ kind: FakeTerminal.Kind, in home: String) throws -> TerminalSession {
    let session = try TerminalSession(kind, ["--fresh"], in: home)
    try #require(session.wait(for: "Prompt"), "\(session.terminal.sight.lines)")
    session.press("\u{1B}")
    session.settle(0.3)
    for line in ["set stepsC 3", "set stepsB 2"] { command(line, session) }
    session.press("i")
    session.wait(for: "Esc")
    session.press("a red ball\r")
    try #require(
      session.wait { _ in !pictures(in: home).isEmpty },
      "\(session.terminal.sight.lines.joined(separator: "\n"))")
    session.press("\u{1B}")
    session.settle()
    return session
  }

  /// The finished picture is on the screen with all its pixels.
  private func checkPixels(_ session: TerminalSession, in home: String) throws {
    guard session.terminal.kind != .text else { return }
    let file = try #require(pictures(in: home).first)
    let picture = try ImageReader.read(Path(home) / file).bitmap
    let seen = try #require(session.terminal.largestPicture)
    let wanted = picture.scaled(width: seen.width, height: seen.height, filter: .smooth)
    let worst = zip(seen.rgb, wanted.rgb).map { abs(Int($0) - Int($1)) }
    let isMixed = session.terminal.kind == .sixel || session.terminal.kind == .tmux
    #expect(worst.reduce(0, +) <= (isMixed ? 5 : 0) * worst.count, "\(session.terminal.kind)")
  }

  /// The files of finished runs.
  private func pictures(in home: String) -> [String] {
    let all = FileManager.default.enumerator(atPath: home)?.compactMap { $0 as? String } ?? []
    return all.filter { $0.hasSuffix(".png") && $0.contains("gallery") }
  }

  @Test("every story ends with what drawing anew shows", arguments: FakeTerminal.Kind.allCases)
  func stories(kind: FakeTerminal.Kind) throws {
    try TemporaryFolder.withName { home in
      let session = try drawn(kind, in: home)
      check(session, "after drawing")
      try checkPixels(session, in: home)
      session.press("?")
      check(session, "behind the help", hasPicture: false)
      session.press("\u{1B}")
      check(session, "after the help")
      session.press(":")
      check(session, "behind a command", hasPicture: false)
      session.press("\u{1B}")
      command("theme light", session)
      check(session, "in another theme")
      session.press("z")
      check(session, "zoomed")
      session.press("++lj")
      check(session, "nearer")
      session.press("z")
      session.press("w")
      check(session, "beside the other views")
      session.press("s")
      session.wait(for: "Kept as")
      session.press("\u{1B}OQ")
      check(session, "in the gallery")
      session.press("t")
      check(session, "in the list of the gallery")
      session.press("\u{1B}OP")
      check(session, "back from the gallery")
      session.press("\u{1A}")
      session.settle(1)
      check(session, "after it was stopped and went on")
      resize(session)
      // What is under way while the window shrinks scrolls it, until all is drawn anew.
      check(session, "after many sizes", slips: session.terminal.slips)
    }
  }

  private func resize(_ session: TerminalSession) {
    var generator = SeededNumbers(11)
    for number in 0..<200 {
      session.resize(
        columns: Int.random(in: 70...140, using: &generator),
        rows: Int.random(in: 24...46, using: &generator))
      session.settle(Double(number % 4) * 0.01)
    }
    session.resize(columns: 110, rows: 36)
    session.wait { $0.sight.lines[0].contains("toy-scenes") && $0.columns == 110 }
  }
}
