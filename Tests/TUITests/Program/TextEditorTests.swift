import Files
import Foundation
import Terminal
import TestSupport
import Testing
import wurst

@Suite("The user's own editor")
struct TextEditorTests {
  @Test(
    "a command is parted at spaces, and quotes and backslashes hold it together",
    arguments: [
      ("vi", ["vi"]), ("  emacs  -nw ", ["emacs", "-nw"]),
      ("'/opt/my editor/ed' -f", ["/opt/my editor/ed", "-f"]),
      ("\"/opt/my editor/ed\" -c \"set tw=0\"", ["/opt/my editor/ed", "-c", "set tw=0"]),
      ("/opt/my\\ editor", ["/opt/my editor"]), ("a''b", ["ab"]), ("ed ''", ["ed", ""]),
      ("\"a\\\"b\\c\"", ["a\"b\\c"]),
      ("ed $(rm) ; x | y > z", ["ed", "$(rm)", ";", "x", "|", "y", ">", "z"]),
    ])
  func words(command: String, words: [String]) {
    #expect(TextEditor.words(of: command) == words)
  }

  @Test("a quote that is not closed is no command", arguments: ["'ed", "ed \"x", "ed \\"])
  func unclosed(command: String) {
    #expect(TextEditor.words(of: command) == nil)
    #expect(throws: Failure.self) { try TextEditor(environment: ["EDITOR": command]) }
  }

  @Test("$VISUAL goes before $EDITOR, and what is empty is not set")
  func choice() throws {
    let both = ["VISUAL": "one", "EDITOR": "two"]
    #expect(try TextEditor(environment: both).words == ["one"])
    #expect(try TextEditor(environment: ["VISUAL": " ", "EDITOR": "two"]).words == ["two"])
    #expect(try TextEditor(environment: [:], usual: "vi").words == ["vi"])
    #expect(
      throws: Failure("no editor is set; set $VISUAL, $EDITOR or 'editor' in config.toml", .missing)
    ) {
      try TextEditor(environment: [:])
    }
  }

  @Test("an editor changes the file, which goes away with its folder")
  func editing() throws {
    let file = try EditedFile("a red ball")
    let editor = try TextEditor(environment: ["EDITOR": "sed -i s/red/blue/"])
    try editor.check(status: editor.open(file.path).wait())
    #expect(try file.text() == "a blue ball")
    let mode = try FileManager.default.attributesOfItem(atPath: file.path.folder.text)
    #expect(mode[.posixPermissions] as? Int == 0o700)
    file.remove()
    #expect(!file.path.folder.exists)
  }

  @Test("an editor that is not there, fails or is ended is named")
  func failing() throws {
    let missing = try TextEditor(environment: ["EDITOR": "no-such-editor -x"])
    #expect(
      throws: Failure(
        "the editor 'no-such-editor' cannot be started: No such file or directory", .missing)
    ) {
      _ = try missing.open("/dev/null")
    }
    let failing = try TextEditor(environment: ["EDITOR": "false"])
    let status = try failing.open("/dev/null").wait()
    #expect(throws: Failure("the editor 'false' ended with status 1", .missing)) {
      try failing.check(status: status)
    }
    #expect(throws: Failure.self) { try failing.check(status: 137) }
  }

  @Test("what is no text is not taken")
  func damaged() throws {
    let file = try EditedFile("x")
    defer { file.remove() }
    try Data([0xFF, 0xFE]).write(to: URL(filePath: file.path.text))
    #expect(throws: Failure("what the editor wrote is not UTF-8 text", .damaged)) {
      try file.text()
    }
    try Data(count: 2 << 20).write(to: URL(filePath: file.path.text))
    #expect(throws: (any Error).self) { try file.text() }
  }
}
