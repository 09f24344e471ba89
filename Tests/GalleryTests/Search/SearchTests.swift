import Files
import Foundation
import Gallery
import Recipes
import Render
import TestSupport
import Testing

@Suite("Searches find what their words and conditions say")
struct SearchTests {
  private let test: TestGallery

  init() throws {
    test = try TestGallery()
    var robot = TestGallery.recipe("a red robot on the beach", seed: 42)
    robot.negative = "blurry hands"
    try test.keep(robot, minutes: 0)
    var fine = TestGallery.recipe("Roboter im Café, zwei Würstchen", seed: 43)
    fine.stageC.steps = 60
    fine.stageC.guidance = 7.5
    fine.model = "wuerstchen-v2"
    try test.keep(fine, minutes: 24 * 60)
    try test.keep("黒い猫と青いロボット 🤖", seed: 4_294_967_295, minutes: 2 * 24 * 60)
    try test.keep("two words, 16:9, ΑΣ straße", seed: 0, minutes: 200 * 24 * 60)
    try test.refresh()
  }

  /// The seeds of what is found, which tell the pictures apart.
  private func seeds(_ text: String) throws -> Set<String> {
    try Set(
      test.catalogue.items(test.catalogue.list(GallerySearch(text: text)).ids).map { $0.seed ?? "" }
    )
  }

  private static let all: Set = ["42", "43", "4294967295", "0"]

  @Test(
    "by words, begun or whole, whatever their case, accents and script",
    arguments: [
      ("robot", ["42", "43"]), ("ROBO", ["42", "43"]), ("robot beach", ["42"]),
      ("robot -beach", ["43"]),
      ("-robot", ["4294967295", "0"]), ("cafe", ["43"]), ("CAFÉ", ["43"]), ("cafe\u{301}", ["43"]),
      ("wurstchen", ["43"]), ("猫", ["4294967295"]), ("黒い猫", ["4294967295"]), ("猫黒", []),
      ("ロボット", ["4294967295"]), ("ロボ", ["4294967295"]), ("ﾛﾎﾞｯﾄ", ["4294967295"]),
      ("🤖", ["4294967295"]),
      ("strasse", ["0"]), ("STRAẞE", ["0"]), ("ｔｗｏ", ["0"]), ("ας", ["0"]), ("16:9", ["0"]),
      ("\"two words\"", ["0"]), ("\"words two\"", []), ("\"two wor\"", []), ("\"two wor", ["0"]),
      ("“red robot”", ["42"]), ("\"red ROBOT\" beach", ["42"]),
      ("-\"red robot\"", ["43", "4294967295", "0"]),
      ("", ["42", "43", "4294967295", "0"]), ("   ", ["42", "43", "4294967295", "0"]),
      ("-", ["42", "43", "4294967295", "0"]), ("robot -", ["42", "43"]),
      ("\"\"", ["42", "43", "4294967295", "0"]),
      ("rob*", ["42", "43"]), ("AND", []), ("NEAR(a b)", []), ("a\" OR \"b", []), ("robot^2", []),
      ("hands", ["42"]), ("nothing-like-it", []),
    ] as [(String, Set<String>)])
  func words(text: String, found: Set<String>) throws {
    #expect(try seeds(text) == found, "\(text)")
  }

  @Test(
    "by conditions",
    arguments: [
      ("seed:42", ["42"]), ("seed:4294967295", ["4294967295"]),
      ("-seed:42", ["43", "4294967295", "0"]),
      ("seed>42", ["43", "4294967295"]), ("seed<=42 seed>0", ["42"]), ("SEED:0", ["0"]),
      ("seed=43", ["43"]),
      ("guidance>3", ["43"]), ("guidance:7.5", ["43"]),
      ("guidance>=3", ["42", "43", "4294967295", "0"]),
      ("steps>=60", ["43"]), ("steps<60 robot", ["42"]), ("steps≥60", ["43"]),
      ("model:v2", ["43"]), ("model:wuerst", ["43"]), ("model:\"toy-scenes\" robot", ["42"]),
      ("prompt:hands", []), ("negative:hands", ["42"]), ("-negative:hands robot", ["43"]),
      ("prompt:\"red robot\"", ["42"]), ("name:roboter", ["43"]), ("program:wurst seed:0", ["0"]),
      ("after:2026-08-02", ["43", "4294967295", "0"]), ("before:2026-08-02", ["42"]),
      ("after:2026-08-02 before:2026-08-03", ["43"]), ("date:2026-08", ["42", "43", "4294967295"]),
      ("date:2026-08-02", ["43"]), ("-date:2026-08", ["0"]), ("date>2026-08", ["0"]),
      ("after:2027", ["0"]),
      ("date<=2026-08-01", ["42"]), ("date:2026-08-01T12:00", ["42"]), ("before:2026", []),
      ("width:3", ["42", "43", "4294967295", "0"]), ("width>3", []), ("is:fav", []),
      ("has:recipe robot", ["42", "43"]),
      ("-has:trace seed:42", ["42"]), ("is:damaged", []), ("-is:fav seed:0", ["0"]),
      ("rating:0 seed:0", ["0"]),
      ("rating>=1", []), ("tag:keep", []), ("-tag:keep seed:42", ["42"]), ("from:x.png", []),
    ] as [(String, Set<String>)])
  func conditions(text: String, found: Set<String>) throws {
    #expect(try seeds(text) == found, "\(text)")
  }

  @Test(
    "what cannot be understood is said, with the characters that are meant",
    arguments: [
      ("robot seeds:4", 6..<11, "there is no 'seeds'"),
      ("is:nice", 3..<7, "'nice' is none of is:fav"),
      ("猫 seed:x", 7..<8, "seed takes a number, as in seed:42"),
      ("seed:", 0..<5, "behind seed something is missing"),
      ("a after:soon", 8..<12, "'soon' is no date"),
      ("after:2026-02-30", 6..<16, "'2026-02-30' is no date"),
      ("after:2026-13", 6..<13, "is no date"), ("rating>=6", 8..<9, "a number from 0 to 5"),
      ("tag>x", 3..<4, "tag takes a colon, as in tag:keep"),
      ("robot !!!", 6..<9, "has no letter or digit"),
      ("seed:nan", 5..<8, "seed takes a number"), ("seed:0x10", 5..<9, "seed takes a number"),
      ("👨‍👩‍👧 is:x", 5..<6, "'x' is none of"),
      ("https://x", 0..<5, "words with a colon stand in quotes"),
      ("-has:x", 5..<6, "'x' is none of has:trace"), ("after>2026", 5..<6, "after takes a colon"),
    ] as [(String, Range<Int>, String)])
  func errors(text: String, range: Range<Int>, message: String) throws {
    let error = try #require(throws: SearchError.self) {
      try test.catalogue.list(GallerySearch(text: text))
    }
    #expect(error.range == range && error.message.contains(message), "\(error)")
    #expect(error.description.hasSuffix("(at character \(range.lowerBound + 1))"))
  }

  @Test("long searches are refused or found like others")
  func long() throws {
    let words = Array(repeating: "robot", count: 99).joined(separator: " ")
    #expect(try seeds(words) == ["42", "43"])
    #expect(try seeds(words + " -zebra") == ["42", "43"])
    #expect(try seeds("-" + words.replacing(" ", with: " -")) == ["4294967295", "0"])
    #expect(try seeds(String(repeating: "猫", count: 9000)) == [])
    for text in [words + " a b", String(repeating: "a", count: 10_001)] {
      #expect(throws: SearchError.self) { try test.catalogue.list(GallerySearch(text: text)) }
    }
  }

  @Test("no text that is typed does more than find or be refused")
  func random() throws {
    var random = SeededNumbers(7)
    let pieces = Array("-\":<>=≥ ()*^{}'%_;\0\n猫é🤖seedistagfromafter2026:0")
    for _ in 0..<2000 {
      let text = String(
        (0..<Int.random(in: 0...14, using: &random)).map { _ in
          pieces.randomElement(using: &random) ?? "a"
        })
      do {
        _ = try test.catalogue.list(GallerySearch(text: text))
      } catch let error as SearchError {
        #expect(error.range.upperBound <= text.count && !error.range.isEmpty, "\(text)")
      }
    }
    #expect(test.catalogue.notice == nil)
    #expect(try seeds("") == Self.all)
  }

  @Test("days are those of the time zone")
  func zone() throws {
    let west = GalleryCatalogue(
      test.gallery, thumbnails: test.folder.path / "thumbnails",
      timeZone: try #require(TimeZone(secondsFromGMT: -13 * 3600)))
    #expect(try west.list(GallerySearch(text: "date:2026-07-31")).ids.count == 1)
    #expect(try test.found("date:2026-07-31").isEmpty)
  }
}
