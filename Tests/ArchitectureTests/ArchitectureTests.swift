import Foundation
import Testing

@Suite("The sources keep to docs/architecture.md")
struct ArchitectureTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The files below a folder of the package with one of the endings, by their paths from there.
  private static func files(_ folder: String, endings: Set<String>) throws -> [String: String] {
    let place = root.appending(path: folder)
    let names = try #require(FileManager.default.enumerator(atPath: place.path))
    var texts: [String: String] = [:]
    for case let name as String in names where endings.contains(URL(filePath: name).pathExtension) {
      texts[name] = try String(contentsOf: place.appending(path: name), encoding: .utf8)
    }
    try #require(!texts.isEmpty, "nothing below \(place.path)")
    return texts
  }

  private static let house = Result {
    House(
      try files("Sources", endings: ["swift"])
        .map { SourceFile(path: $0.key, text: $0.value) }.sorted { $0.path < $1.path },
      modules: ["TUI": "wurst"])
  }

  private static func page() throws -> ArchitecturePage {
    try ArchitecturePage(
      String(contentsOf: root.appending(path: "docs/architecture.md"), encoding: .utf8))
  }

  @Test("no folders use each other in a circle")
  func circles() throws {
    let house = try Self.house.get()
    for circle in house.circles {
      let arrows = house.arrows.keys.filter { circle.contains($0.from) && circle.contains($0.to) }
      Issue.record(
        "\(circle.joined(separator: ", ")): \(arrows.sorted().map(house.reason).joined(separator: "; "))"
      )
    }
  }

  @Test("every arrow between folders is on the page, and every arrow on the page is used")
  func arrows() throws {
    let (house, page) = (try Self.house.get(), try Self.page())
    let found = Set(house.arrows.keys)
    for arrow in found.subtracting(page.arrows).sorted() {
      Issue.record("docs/architecture.md does not allow: \(house.reason(for: arrow))")
    }
    for arrow in page.arrows.subtracting(found).sorted() {
      Issue.record("docs/architecture.md says that \(arrow), but it does not")
    }
    #expect(page.rooms.sorted() == house.rooms)
  }

  @Test("a file is read at one sitting, and a folder seen at a glance")
  func sizes() throws {
    for folder in ["Sources", "Tests"] {
      var counts: [String: Int] = [:]
      for (name, text) in try Self.files(folder, endings: ["swift", "c", "h"]) {
        let lines = text.utf8.count { $0 == UInt8(ascii: "\n") }
        #expect(lines <= 400, "\(folder)/\(name) has \(lines) lines")
        counts[URL(filePath: name).deletingLastPathComponent().relativePath, default: 0] += 1
      }
      for (name, count) in counts {
        #expect(count <= 25, "\(folder)/\(name) holds \(count) files")
      }
    }
  }
}
