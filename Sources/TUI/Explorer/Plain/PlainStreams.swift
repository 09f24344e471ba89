import Files
import Foundation
import Recipes
import Render
import Terminal

/// Where lines come from and go to: a terminal, on which they are edited, or pipes and files.
@MainActor
final class PlainStreams {
  enum Input {
    case line(PlainLine)
    case interrupt, suspend
    /// The user asks to leave.
    case leave
    /// Nothing comes any more.
    case ended
  }

  /// Nil where the lines are not edited here.
  private let terminal: TerminalDevice?
  private var lines = LineInput()
  private var decoder = KeyDecoder()
  private var editor: PlainEditor
  private var completion: WordCompletion?
  /// What is said of what the keys did.
  private var notes: [String] = []
  private let write: (String) throws -> Void
  /// Whether somebody sits at the other end.
  let isTerminal: Bool
  private var isAsked = false

  /// - Parameters:
  ///   - terminal: where lines are edited; nil for pipes, files, and terminals that edit lines themselves.
  ///   - history: what was typed before.
  ///   - write: prints a line where there is no such terminal.
  init(
    _ terminal: TerminalDevice?, history: [String], write: @escaping (String) throws -> Void
  ) {
    self.terminal = terminal
    self.write = write
    isTerminal = terminal != nil || isatty(STDIN_FILENO) == 1
    editor = PlainEditor(
      sign: Self.sign(nil), width: terminal?.window.columns ?? 80, history: history)
    terminal?.makeRaw()
  }

  var descriptor: Int32 { lines.descriptor }

  /// Seconds after which a key that has begun is over.
  var patience: Double? { decoder.patience(afterEscape: 0.05) }

  /// Prints lines, above the one that is typed.
  func say(_ lines: [String]) throws {
    let lines = notes + lines
    notes = []
    guard !lines.isEmpty else { return }
    guard let terminal else {
      for line in lines { try write(line) }
      return
    }
    let text = lines.map { $0.printable + "\r\n" }.joined()
    terminal.write(Array((editor.hide() + text).utf8))
  }

  /// Shows the line that is typed.
  ///
  /// - Parameter wanted: what it is, where it is no prompt.
  func ask(_ wanted: String?) throws {
    guard let terminal else { return }
    if editor.sign != Self.sign(wanted) {
      terminal.write(Array(editor.hide().utf8))
      editor.sign = Self.sign(wanted)
    }
    terminal.write(Array(editor.show().utf8))
  }

  private static func sign(_ wanted: String?) -> String { (wanted ?? "") + "> " }

  /// Has something said with what comes next.
  func note(_ line: String) { notes.append(line) }

  func ring() { terminal?.write([0x07]) }

  /// Takes what has come.
  ///
  /// - Parameter hasInput: whether something has; keys may be over without.
  func read(hasInput: Bool, _ state: State) -> [Input] {
    guard let terminal else {
      guard hasInput else { return [] }
      // A terminal that edits its lines goes on behind its Ctrl-D.
      guard let read = lines.read() else { return [isTerminal ? .leave : .ended] }
      return read.map(Input.line)
    }
    if !hasInput {
      return take(decoder.patience(afterEscape: 0) == nil ? [] : decoder.flush(), state)
    }
    guard let bytes = terminal.read() else { return [.ended] }
    return take(decoder.feed(bytes), state)
  }

  private func take(_ typed: [TerminalInput], _ state: State) -> [Input] {
    typed.compactMap { input in
      switch input {
      case .key(let key): return press(key, state)
      case .paste(let line): editor.edit { $0.insert(line.text) }
      case .escapeWithdrawn, .mouse, .reply: break
      }
      return nil
    }
  }

  private func press(_ key: Key, _ state: State) -> Input? {
    if key == .control("d"), editor.field.isEmpty {
      leave()
      return .leave
    }
    switch state.keymap.command(for: key, in: .command) {
    case .commandLine(.accept):
      leave()
      return .line(PlainLine(editor.take()))
    case .commandLine(.complete): complete(state)
    case .commandLine(let command): editor.recall(command)
    case .edit(let command): editor.edit { $0.edit(command) }
    case .drawing(.interrupt):
      if editor.field.isEmpty { return .interrupt }
      leave()
      editor.edit { $0.replace(with: "") }
    case .program(.suspend): return .suspend
    default:
      if case .character(let character) = key { editor.edit { $0.insert(String(character)) } }
    }
    return nil
  }

  private func leave() { terminal?.write(Array(editor.leave().utf8)) }

  /// Completes a command, as far as it is clear, or a word that the model knows.
  private func complete(_ state: State) {
    let text = editor.field.text
    guard text.first == ":" else {
      var offered =
        completion.flatMap { $0.goesOn(in: editor.field) ? $0 : nil }
        ?? WordCompletion(editor.field, words: state.facts.guide.words)
      editor.edit { offered?.put(into: &$0) }
      completion = offered
      return
    }
    let lines = state.lines(beginning: String(text.dropFirst()))
    guard let first = lines.first else { return }
    let common = lines.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
    if ":" + common == text {
      notes += PlainHelp.lines(state.candidates(for: common), for: common)
    } else {
      editor.edit { $0.replace(with: ":" + common) }
    }
  }

  func refresh() {
    editor.width = terminal?.window.columns ?? 80
    terminal?.makeRaw()
  }

  func giveBack() {
    leave()
    terminal?.giveBack()
  }

  func retake() {
    terminal?.retake()
    refresh()
  }
}
