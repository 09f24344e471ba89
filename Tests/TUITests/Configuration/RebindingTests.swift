import Terminal
import Testing
import wurst

@Suite("Keys of one's own")
struct RebindingTests {
  @Test("every command has a name of its own, and is found by it")
  func names() {
    let names = Command.allCases.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(Command.allCases.allSatisfy { Command(named: $0.name) == $0 })
    #expect(Command.gallery(.pageUp).name == "gallery.page-up")
  }

  @Test("every key of the keymap is found by its name")
  func keys() {
    let keys = Keymap.standard.bindings.flatMap(\.strokes).map(\.key)
    #expect(keys.allSatisfy { Key(named: $0.name) == $0 })
    for name in ["", "Hyper-G", "Ctrl-", "F99", "\u{1B}", "ab"] { #expect(Key(named: name) == nil) }
  }

  @Test("a key means its new command there alone, and help and footer say so")
  func rebinding() {
    let keymap = Keymap.standard.rebinding([
      Rebinding(.character("K"), in: .settings, .drawing(.keep)),
      Rebinding(.character("s"), in: .settings, nil),
      Rebinding(.control("g"), in: .gallery, .drawing(.interrupt)),
    ])
    #expect(keymap.command(for: .character("K"), in: .settings) == .drawing(.keep))
    #expect(keymap.command(for: .character("K"), in: .preview) == nil)
    #expect(keymap.command(for: .character("s"), in: .settings) == nil)
    #expect(keymap.command(for: .character("s"), in: .preview) == .drawing(.keep))
    #expect(keymap.name(of: .drawing(.keep), in: .settings) == "K")
    #expect(keymap.footer(in: .settings).contains { $0.shortKeyNames == "K" })
    #expect(keymap.command(for: .control("g"), in: .gallery) == .drawing(.interrupt))
    #expect(keymap.command(for: .control("c"), in: .gallery) == .drawing(.interrupt))
  }

  @Test("of two meanings of a key the later counts")
  func twice() {
    let keymap = Keymap.standard.rebinding([
      Rebinding(.character("K"), in: .preview, .drawing(.keep)),
      Rebinding(.character("K"), in: .preview, .help(.toggle)),
    ])
    #expect(keymap.command(for: .character("K"), in: .preview) == .help(.toggle))
    #expect(keymap.command(for: .character("s"), in: .preview) == .drawing(.keep))
  }

  @Test("without changes the keymap is as it was")
  func none() {
    #expect(Keymap.standard.rebinding([]).markdown == Keymap.standard.markdown)
  }
}
