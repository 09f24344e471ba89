import Foundation
import Recipes
import Terminal
import Testing
import wurst

@Suite("The keymap")
struct KeymapTests {
  private let keymap = Keymap.standard

  @Test("every command can be reached")
  func completeness() {
    let bound = Set(keymap.bindings.flatMap(\.strokes).map(\.command))
    #expect(bound == Set(Command.allCases))
  }

  @Test("no key means two things in one place", arguments: Places.all)
  func uniqueness(place: Places) {
    let keys = keymap.bindings.filter { $0.places.contains(place) }
      .flatMap(\.strokes).map(\.key)
    #expect(Set(keys).count == keys.count)
  }

  @Test("keys that are text are no commands while text is edited")
  func text() {
    for binding in keymap.bindings
    where !binding.places.isDisjoint(with: .fields) {
      for stroke in binding.strokes {
        if case .character = stroke.key {
          Issue.record("\(stroke.key.name) would not be typed")
        }
      }
    }
  }

  @Test("the table for the documentation names every row once")
  func table() {
    let rows = keymap.markdown.split(separator: "\n")
    let bindings = keymap.bindings
    #expect(rows.count == 2 + keymap.sections.count + bindings.count)
    #expect(rows.contains("| `Enter` | draw the prompt |"))
    #expect(rows.allSatisfy { $0.hasPrefix("| ") && $0.hasSuffix(" |") })
  }

  @Test("sentences name the first key of a command, where it has one")
  func names() {
    #expect(keymap.name(of: .drawing(.keep), in: .commands) == "s")
    #expect(keymap.name(of: .drawing(.keep), in: .text) == "Ctrl-S")
    #expect(keymap.name(of: .drawing(.run), in: .everywhere) == "Enter")
    #expect(keymap.name(of: .opener(.accept), in: .gallery) == "(no key)")
  }

  @Test("every sentence on the screen names the keys that there are")
  func sentences() {
    var story = Story()
    story.state.facts.guide = PromptGuide()
    story.state.keymap = Keymap([
      .init(
        title: "Mine",
        bindings: [
          Binding([.control("g"): .drawing(.run)], in: .explorer, "draw", "draw", footer: 0),
          Binding([.character("z"): .drawing(.keep)], in: .commands, "keep", "keep"),
          Binding([.function(9): .go(.gallery)], in: .everywhere, "gallery", "gallery"),
          Binding([.control("o"): .opener(.open)], in: .everywhere, "open", "open"),
          Binding([.backTab: .go(.back)], in: .path, "back", "back", footer: 0),
        ])
    ])
    story.press(.enter)
    #expect(story.state.drawing.run == nil)
    #expect(story.screen.contains("press Ctrl-G:"))
    story.press(.control("g"))
    #expect(story.screen.contains("then press Ctrl-G"))
    story.press(.control("o"))
    #expect(story.screen.contains("Shift-Tab closes"))
    story.press(.backTab, .function(9))
    #expect(story.screen.contains("press z to keep it"))
  }

  @Test("digits are typed into settings")
  func digits() {
    for digit in "0123456789." {
      #expect(keymap.command(for: .character(digit), in: .settings) == nil)
    }
  }

  @Test("every row has words, and every place a footer", arguments: Places.all)
  func words(place: Places) {
    #expect(!keymap.footer(in: place).isEmpty)
    for binding in keymap.bindings {
      #expect(!binding.label.isEmpty && !binding.help.isEmpty && !binding.strokes.isEmpty)
      #expect(binding.places.isSuperset(of: binding.footerPlaces))
    }
  }
}

@Suite struct KeymapDocumentTests {
  @Test("docs/keys.md holds the keymap")
  func document() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appending(path: "docs/keys.md")
    let wanted = "# Keys\n\n\(Keymap.standard.markdown)\n"
    let found = try? String(contentsOf: file, encoding: .utf8)
    if found != wanted, ProcessInfo.processInfo.environment["WURST_RECORD"] != nil {
      try wanted.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(found == wanted, "run the tests with WURST_RECORD=1 to write it anew")
  }
}
