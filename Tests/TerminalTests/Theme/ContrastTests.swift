import Files
import Foundation
import Render
import Terminal
import Testing

@Suite("What is read on what")
struct ContrastTests {
  typealias RGB3 = (UInt8, UInt8, UInt8)

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "themes")

  private static let folders = ThemeFolders(folders: [Path(folder.path)])

  /// The roles that draw lines and bars, not words.
  private static let lines: Set<Role> = [.border, .focusedBorder, .track]

  private static let dark: [RGB3] = [(0, 0, 0), (0x1E, 0x1E, 0x1E), (0x30, 0x30, 0x30)]
  private static let light: [RGB3] = [
    (255, 255, 255), (0xFD, 0xF6, 0xE3), (0xEE, 0xEE, 0xEE),
  ]

  /// The backgrounds of terminals that a theme is for, where it has none of its own.
  private static func grounds(of name: String) -> [RGB3] {
    switch name {
    case "dark": dark
    case "light": light
    default: [dark[0], light[0]]
    }
  }

  private static let shipped = ["contrast", "dark", "dusk", "light", "mono", "terminal"]

  @Test("there are six themes, of which none is damaged")
  func names() throws {
    #expect(Self.folders.names == Self.shipped)
    for name in Self.folders.names { #expect(try Self.folders.load(name).name == name) }
  }

  @Test(
    "every role of every theme stands out from its background, in 256 colours and in all",
    arguments: shipped)
  func contrast(name: String) throws {
    let theme = try Self.folders.load(name)
    for (role, count) in Role.allCases.flatMap({ role in [(role, 256), (role, 1 << 24)] }) {
      let appearance = theme[role]
      // The terminal's own two colours stand out from each other wherever they are used together.
      guard let ink = appearance.foreground.shown(among: count) else {
        #expect(appearance.background == .standard, "\(name): \(role)")
        continue
      }
      let isNamed = if case .named = appearance.foreground { true } else { false }
      let wanted =
        name == "contrast"
        ? 7 : Self.lines.contains(role) || isNamed ? Contrast.ofLines : Contrast.ofWords
      let grounds = appearance.background.shown(among: count).map { [$0] } ?? Self.grounds(of: name)
      for ground in grounds {
        let ratio = Contrast.ratio(ink, ground)
        #expect(ratio >= wanted, "\(name), \(role.rawValue) on \(ground) of \(count): \(ratio)")
      }
    }
  }

  @Test("amber on white would be found")
  func amber() {
    #expect(Contrast.ratio((0xD7, 0x87, 0x00), (255, 255, 255)) < Contrast.ofLines)
    #expect(abs(Contrast.ratio((0, 0, 0), (255, 255, 255)) - 21) < 1e-9)
    #expect(abs(Contrast.ratio((0x76, 0x76, 0x76), (255, 255, 255)) - 4.54) < 0.01)
  }

  @Test("the background of the terminal decides between dark and light")
  func grounds() throws {
    #expect(Self.dark.allSatisfy { Ground(red: $0.0, green: $0.1, blue: $0.2) == .dark })
    #expect(Self.light.allSatisfy { Ground(red: $0.0, green: $0.1, blue: $0.2) == .light })
    #expect(try Self.folders.load(nil, on: .dark).name == "dark")
    #expect(try Self.folders.load("auto", on: .light).name == "light")
    #expect(try Self.folders.load(nil).name == "terminal")
    #expect(try ThemeFolders(folders: []).load(nil, on: .dark) == .builtIn)
  }

  @Test("without colour every state is told by how letters are set")
  func mono() throws {
    let theme = try Self.folders.load("mono")
    for role in Role.allCases {
      #expect(theme[role].foreground == .standard && theme[role].background == .standard)
    }
    for role in [Role.selection, .activeTab, .error, .notice, .muted, .focusedBorder] {
      #expect(!theme[role].attributes.isEmpty)
    }
  }

  @Test("the maps of a theme are read, and what is none is named")
  func maps() throws {
    let path = Path("x.toml")
    let file = try ThemeFile(
      "[palette]\nink = \"#102030\"\n[maps]\nlatent = \"cividis\"\ntokens = \"codes\"\n"
        + "difference = [\"ink\", \"#ffffff\"]\n", path: path)
    let theme = Theme.builtIn.overridden(name: "x", by: file)
    #expect(theme.maps.latent == .cividis && theme.maps.tokens == nil)
    #expect(theme.maps.difference.anchors.first == RGB(hex: 0x102030))
    for (text, words) in [
      ("[maps]\nlatents = \"grey\"\n", "maps.latents"), ("[maps]\nlatent = \"jet\"\n", "viridis"),
      ("[maps]\nlatent = [\"#000000\"]\n", "two colours"), ("maps = 1\n", "a table"),
      ("[maps]\ndifference = \"codes\"\n", "maps.difference"),
    ] {
      let error = #expect(throws: ThemeError.self) { try ThemeFile(text, path: path) }
      #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }
  }
}
