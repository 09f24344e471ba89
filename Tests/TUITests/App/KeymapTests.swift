import Foundation
import Terminal
import Testing
import wurst

@Suite("The keymap")
struct KeymapTests {
  @Test("every command can be reached")
  func completeness() {
    let bound = Set(Keymap.sections.flatMap(\.bindings).flatMap(\.strokes).map(\.command))
    #expect(bound == Set(Command.allCases))
  }

  @Test("no key means two things in one place", arguments: Places.all)
  func uniqueness(place: Places) {
    let keys = Keymap.sections.flatMap(\.bindings).filter { $0.places.contains(place) }
      .flatMap(\.strokes).map(\.key)
    #expect(Set(keys).count == keys.count)
  }

  @Test("keys that are text are no commands while text is edited")
  func text() {
    for binding in Keymap.sections.flatMap(\.bindings)
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
    let rows = Keymap.markdown.split(separator: "\n")
    let bindings = Keymap.sections.flatMap(\.bindings)
    #expect(rows.count == 2 + Keymap.sections.count + bindings.count)
    #expect(rows.contains("| `Enter` | draw the prompt |"))
    #expect(rows.allSatisfy { $0.hasPrefix("| ") && $0.hasSuffix(" |") })
  }

  @Test("digits are typed into settings")
  func digits() {
    for digit in "0123456789." {
      #expect(Keymap.command(for: .character(digit), in: .settings) == nil)
    }
  }

  @Test("every row has words, and every place a footer", arguments: Places.all)
  func words(place: Places) {
    #expect(!Keymap.footer(in: place).isEmpty)
    for binding in Keymap.sections.flatMap(\.bindings) {
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
    let wanted = "# Keys\n\n\(Keymap.markdown)\n"
    let found = try? String(contentsOf: file, encoding: .utf8)
    if found != wanted, ProcessInfo.processInfo.environment["WURST_RECORD"] != nil {
      try wanted.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(found == wanted, "run the tests with WURST_RECORD=1 to write it anew")
  }
}
