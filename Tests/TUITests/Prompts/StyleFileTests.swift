import Files
import Foundation
import Recipes
import TestSupport
import Testing
import wurst

@Suite("styles.toml")
struct StyleFileTests {
  private func read(_ text: String) throws -> (styles: [PromptStyle], problems: [PromptFileProblem])
  {
    try TemporaryFolder.withName { home in
      let file = StyleFile(environment: ["XDG_CONFIG_HOME": home])
      try Folder.makeAll(file.path.folder)
      try Data(text.utf8).write(to: URL(filePath: file.path.text))
      let read = file.read()
      #expect(try Data(contentsOf: URL(filePath: file.path.text)) == Data(text.utf8))
      return read
    }
  }

  @Test("styles come in the order of the file")
  func reading() throws {
    let (styles, problems) = try read(
      """
      # mine
      [watercolour]
      prompt = "{prompt}, watercolour"   # soft
      negative = "photo"

      ["oil painting"]
      prompt = '''thick
      oil'''
      [bare]
      negative = "text"
      """)
    #expect(problems.isEmpty)
    #expect(
      styles == [
        PromptStyle(name: "watercolour", prompt: "{prompt}, watercolour", negative: "photo"),
        PromptStyle(name: "oil painting", prompt: "thick oil"),
        PromptStyle(name: "bare", prompt: "", negative: "text"),
      ])
  }

  @Test("a file that is not there has no styles")
  func missing() {
    let read = StyleFile(environment: ["XDG_CONFIG_HOME": "/nowhere"]).read()
    #expect(read.styles.isEmpty && read.problems.isEmpty)
  }

  @Test(
    "what cannot be used is told with its line, and the rest is used",
    arguments: [
      ("[b]\npromt = \"x\"", 4, "style 'b': there is no 'promt'"),
      ("[b]\nprompt = 3", 4, "style 'b': prompt is not a text"),
      ("[b]\n", 3, "style 'b': it has neither prompt nor negative"),
      ("[b]\nnegative = \"\"", 3, "style 'b': it has neither"),
      ("[\"b\\u001b\"]\nprompt = \"x\"", nil, "a name has 1 to 60 characters"),
      ("[b]\nprompt = \"\(String(repeating: "x", count: 2001))\"", 4, "prompt has 2001 characters"),
      ("[b.c]\nprompt = \"x\"", nil, "style 'b'"),
    ] as [(String, Int?, String)])
  func mistakes(text: String, line: Int?, words: String) throws {
    let (styles, problems) = try read("[a]\nprompt = \"fine\"\n" + text)
    #expect(styles.map(\.name) == ["a"])
    #expect(problems.count == 1)
    #expect(problems.first?.line == line || line == nil, "\(problems)")
    let said = problems.first?.description ?? ""
    #expect(said.contains(words) && !said.contains("\u{1B}") && !said.contains("\n"), "\(said)")
  }

  @Test(
    "of a damaged file nothing is used, and the line is told",
    arguments: [
      "[a]\nprompt = \"x\"\n[", "[a]\nprompt = ", "a]\n",
      "[a]\nprompt = \"x\"\n[a]\nprompt = \"y\"\n",
      "[a]\nprompt = \"\u{0}\"",
    ])
  func damaged(text: String) throws {
    let (styles, problems) = try read(text)
    #expect(styles.isEmpty && problems.count == 1 && problems[0].line != nil, "\(problems)")
  }

  @Test("a value above the tables is no style, and a file that is too large is not read")
  func odd() throws {
    let (styles, problems) = try read("title = \"x\"\n[a]\nprompt = \"p\"\n")
    #expect(styles.count == 1 && problems.map(\.line) == [1])
    #expect(try read(String(repeating: "#", count: (1 << 20) + 1)).problems.count == 1)
    let many = (0..<1001).map { "[s\($0)]\nprompt = \"x\"\n" }.joined()
    let read = try read(many)
    #expect(read.styles.count == 1000 && read.problems.count == 1)
  }

  @Test("the styles of a CSV file are added behind those there are, each name once")
  func importing() throws {
    try TemporaryFolder.withName { home in
      let file = StyleFile(environment: ["XDG_CONFIG_HOME": home])
      let csv = Path(home) / "styles.csv"
      let text =
        "\u{FEFF}name,prompt,negative_prompt\r\n--- mine ---,,\r\nink,\"ink of {prompt}, \"\"fine\"\"\",photo\r\n"
        + "\"two\nlines\",\"a\nb\",\n\nold,C:\\art,\nink,again,"
      try Data(text.utf8).write(to: URL(filePath: csv.text))
      let table = try StyleTable(csv)
      #expect(
        table.styles == [
          PromptStyle(name: "ink", prompt: "ink of {prompt}, \"fine\"", negative: "photo"),
          PromptStyle(name: "two lines", prompt: "a b"),
          PromptStyle(name: "old", prompt: "C:\\art"),
        ])
      #expect(try file.add([PromptStyle(name: "old", prompt: "mine")]) == 1)
      #expect(try file.add(table.styles) == 2)
      #expect(try file.add(table.styles) == 0)
      let read = file.read()
      #expect(read.problems.isEmpty)
      #expect(read.styles.map(\.name) == ["old", "ink", "two lines"])
      #expect(read.styles[0].prompt == "mine" && read.styles[1] == table.styles[0])
    }
  }

  @Test("rows that cannot be used are told with their lines, and the others are read")
  func wrongRows() throws {
    try TemporaryFolder.withName { home in
      let csv = Path(home) / "styles.csv"
      let long = String(repeating: "x", count: 2001)
      let text = "name,prompt\n,x\na,\(long)\nink,in ink\n"
      try Data(text.utf8).write(to: URL(filePath: csv.text))
      let table = try StyleTable(csv)
      #expect(table.styles == [PromptStyle(name: "ink", prompt: "in ink")])
      let said = table.problems.map(\.description)
      #expect(said.count == 2 && said[0].contains("styles.csv, line 2: a name has 1 to 60"))
      #expect(said[1].contains("line 3: a text has 2001"), "\(said)")
    }
  }

  @Test("what is no table of styles is one line with its place, and a damaged file stays as it is")
  func wrongTables() throws {
    try TemporaryFolder.withName { home in
      let csv = Path(home) / "styles.csv"
      for (text, words) in [
        ("a,b\n1,2\n", "styles.csv, line 1: columns named name"),
        ("name,prompt\nx,\"y\n", "styles.csv, line 2: a quote begins here"),
      ] {
        try Data(text.utf8).write(to: URL(filePath: csv.text))
        let error = try #require(throws: PromptFileProblem.self) { try StyleTable(csv) }
        #expect(error.description.contains(words), "\(error)")
      }
      let file = StyleFile(environment: ["XDG_CONFIG_HOME": home])
      try Folder.makeAll(file.path.folder)
      try Data("[a\n".utf8).write(to: URL(filePath: file.path.text))
      #expect(throws: PromptFileProblem.self) {
        try file.add([PromptStyle(name: "b", prompt: "x")])
      }
      #expect(try String(contentsOfFile: file.path.text, encoding: .utf8) == "[a\n")
    }
  }
}
