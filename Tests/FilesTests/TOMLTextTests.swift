import Files
import Testing

@Suite("Text that the reader of TOML must not be given")
struct TOMLTextTests {
  @Test(
    "a brace behind a bracket or a comma, and a heading without a name, are found in their lines",
    arguments: [
      ("a = [}", 1), ("a = 1\nb = [ # {\n  }", 3), ("a = [1,}", 1), ("a = { b = 1, }", 1),
      ("a = \"\"\"\n[}\n\"\"\"\"\nb = [}", 4), ("a = '\\'\nb = [}", 2), ("[\n", 1),
      ("a = 1\n[é]", 2),
      ("[[", 1), ("[[a]]\n  [[é", 2), ("a = 1\r\n[", 2), ("a = '''x''''', [}", 1),
      ("a = \"\\\"\" \r\nb=[}", 2),
    ])
  func found(text: String, line: Int) { #expect(TOMLText.problem(text)?.line == line) }

  @Test(
    "what may stand in TOML is left to its reader",
    arguments: [
      "a = []", "a = [ {} , { b = 2 } ]", "a = \"[}\"", "a = '[}'", "# [}", "a = \"\"\"[}\"\"\"",
      "a = { b = [1, 2] }", "a = [\n[{ b = 1 }],\n[[é]]\n]", "[[a.b]]\n[ \"c\" ]",
      "\u{FEFF}[a]", "a = \"\"\"\n[\n\"\"\"", "a = \"\\\"[}\"", "a = '''\n,}\n'''", "[a.b]\nc = {}",
      "a = \"[}",
    ])
  func sound(text: String) { #expect(TOMLText.problem(text) == nil) }
}
