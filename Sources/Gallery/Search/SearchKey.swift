/// A word that says where to look, such as the `seed` of `seed:42`: one row for each.
struct SearchKey: Equatable {
  let name: String
  let kind: Kind
  /// An example of its use.
  let example: String

  enum Kind: Equatable {
    /// Words in a column of the index's words.
    case words(column: String)
    /// A column of the index's pictures, and the numbers that make sense.
    case number(column: String, range: ClosedRange<Double>)
    case date(DateUse)
    case tag
    /// One of a few words.
    case choice([Choice])
    /// The pictures that began from another one.
    case origin
  }

  enum DateUse: Equatable { case at, from, until }

  struct Choice: Equatable {
    let name: String
    let flag: IndexSchema.Flags

    init(_ name: String, _ flag: IndexSchema.Flags) {
      self.name = name
      self.flag = flag
    }
  }

  static let all: [SearchKey] = [
    SearchKey(name: "prompt", kind: .words(column: "prompt"), example: "prompt:robot"),
    SearchKey(name: "negative", kind: .words(column: "negative"), example: "negative:blurry"),
    SearchKey(name: "model", kind: .words(column: "model"), example: "model:v2"),
    SearchKey(name: "program", kind: .words(column: "program"), example: "program:wurst"),
    SearchKey(name: "note", kind: .words(column: "note"), example: "note:\"for the wall\""),
    SearchKey(name: "name", kind: .words(column: "name"), example: "name:20260128"),
    SearchKey(name: "tag", kind: .tag, example: "tag:keep"),
    SearchKey(name: "seed", kind: .number(column: "seed", range: 0...1e20), example: "seed:42"),
    SearchKey(name: "steps", kind: .number(column: "steps", range: 0...1e6), example: "steps>=30"),
    SearchKey(
      name: "guidance", kind: .number(column: "guidance", range: 0...1e6), example: "guidance>3"),
    SearchKey(name: "rating", kind: .number(column: "rating", range: 0...5), example: "rating>=4"),
    SearchKey(
      name: "width", kind: .number(column: "width", range: 0...1e6), example: "width>=1024"),
    SearchKey(
      name: "height", kind: .number(column: "height", range: 0...1e6), example: "height:512"),
    SearchKey(name: "date", kind: .date(.at), example: "date:2026-01-28"),
    SearchKey(name: "after", kind: .date(.from), example: "after:2026-01"),
    SearchKey(name: "before", kind: .date(.until), example: "before:2026-02"),
    SearchKey(
      name: "is",
      kind: .choice([
        Choice("fav", .favourite), Choice("damaged", .damaged), Choice("link", .link),
        Choice("foreign", .foreign), Choice("readonly", .readOnly),
      ]), example: "is:fav"),
    SearchKey(
      name: "has",
      kind: .choice([
        Choice("trace", .trace), Choice("recipe", .recipe), Choice("tag", .tags),
        Choice("note", .note),
      ]), example: "has:trace"),
    SearchKey(name: "from", kind: .origin, example: "from:ball.png"),
  ]
}
