import Testing

@Suite("Finding which folder uses which")
struct HouseTests {
  private func house(_ files: [String: String]) -> House {
    House(files.map { SourceFile(path: $0.key, text: $0.value) }.sorted { $0.path < $1.path })
  }

  private let bottom = [
    "Low/Base/Point.swift": "package struct Point { package let x: Int }",
    "Low/Base/Line.swift": "struct Line { let from: Point }",
  ]

  @Test("an arrow names the type and the file")
  func arrow() {
    let house = house(
      bottom.merging(["Low/Shapes/Circle.swift": "struct Circle { let centre: Point }"]) { $1 })
    let arrow = House.Arrow(from: "Low/Shapes", to: "Low/Base")
    #expect(Array(house.arrows.keys) == [arrow])
    #expect(
      house.reason(for: arrow) == "Low/Shapes uses Low/Base: Point in Low/Shapes/Circle.swift")
    #expect(house.circles.isEmpty)
    #expect(house.rooms == ["Low/Base", "Low/Shapes"])
  }

  @Test("folders that use each other through others are a circle")
  func circle() {
    let house = house([
      "A/One/A.swift": "struct First { var b: Second? }",
      "A/Two/B.swift": "struct Second { let c: Third }",
      "A/Three/C.swift": "enum Third { case one(First) }",
      "A/Four/D.swift": "struct D { let a: First }",
    ])
    #expect(house.circles == [["A/One", "A/Three", "A/Two"]])
  }

  @Test(
    "what only looks like a use is none",
    arguments: [
      "// Point\nstruct A {}", "/* a /* nested */ Point */ struct A {}",
      "let a = \"Point\"", "let a = \"\"\"\n  Point \" Point\n  \"\"\"", "let a = #\"\\(Point)\"#",
      "let a = \"\\\"Point\"", "let a = other.Point", "struct A { struct Point {} ; let p: Point }",
      "func f<Point: Equatable>(_ a: Point) {}", "func f<A, Point>(_ a: Point) {}",
      "protocol A { associatedtype Point; var p: Point { get } }",
    ])
  func noUse(text: String) {
    #expect(
      house(bottom.merging(["Low/Shapes/A.swift": text]) { $1 }).arrows.isEmpty, "\(text)")
  }

  @Test(
    "what is written between other things is a use all the same",
    arguments: [
      "let a = \"x \\(Point(x: 1)) y\"", "let a = #\"x \\#(Point(x: 1))\"#", "let a: [Point] = []",
      "let a = \"\" // none\nlet b = Point.self", "func f() -> Point? { nil }",
      "extension Point {}",
      "let a = \"\"\"\n  \\(name(\")\"))\n  \"\"\"\nlet b: Point",
    ])
  func use(text: String) {
    #expect(
      Array(house(bottom.merging(["Low/Shapes/A.swift": text]) { $1 }).arrows.keys)
        == [House.Arrow(from: "Low/Shapes", to: "Low/Base")], "\(text)")
  }

  @Test("across targets a use needs the import, and private types are nobody's")
  func targets() {
    let using = "struct A { let p: Point }"
    #expect(house(bottom.merging(["High/A.swift": using]) { $1 }).arrows.isEmpty)
    let importing = house(bottom.merging(["High/A.swift": "package import Low\n" + using]) { $1 })
    #expect(Array(importing.arrows.keys) == [House.Arrow(from: "High", to: "Low/Base")])
    let hidden = house([
      "Low/Base/P.swift": "private struct Point {}", "Low/Shapes/A.swift": using,
    ])
    #expect(hidden.arrows.isEmpty)
  }

  @Test("the page lists folders with what they use, and says what it cannot read")
  func page() throws {
    let page = try ArchitecturePage("# Title\n\n```arrows\nA ←\nB/C ← A\nD ← A, B/C\n```\nE ← A\n")
    #expect(page.rooms == ["A", "B/C", "D"])
    #expect(
      page.arrows == [
        .init(from: "B/C", to: "A"), .init(from: "D", to: "A"), .init(from: "D", to: "B/C"),
      ])
    for text in ["nothing", "```arrows\nA uses B\n```", "```arrows\nA ←\nA ← B\n```"] {
      #expect(throws: ArchitecturePage.Unreadable.self) { try ArchitecturePage(text) }
    }
  }
}
