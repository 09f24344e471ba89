import Engine
import Files
import Foundation
import TestSupport
import Testing

@Suite("The tokenizer")
struct BPETokenizerTests {
  private struct Prompt: Decodable {
    let text: String
    let ids: [Int32]
    let truncated: [Int32]
    let length: Int
  }

  private static let golden = TestFiles.golden("v2/tokenizer_tiny")

  private static func tokenizer() throws -> BPETokenizer {
    try BPETokenizer(folder: golden / "tokenizer")
  }

  @Test("gives the reference's ids for all 191 recorded prompts")
  func recordedPrompts() throws {
    let prompts = try JSONDecoder().decode(
      [Prompt].self, from: Data(contentsOf: URL(filePath: (Self.golden / "prompts.json").text)))
    let tokenizer = try Self.tokenizer()
    #expect(prompts.count == 191)
    for prompt in prompts {
      #expect(tokenizer.encode(prompt.text) == prompt.ids, "\(prompt.text.debugDescription)")
      let padded = tokenizer.encode(prompt.text, length: 77, pad: tokenizer.end)
      #expect(Array(padded.ids.prefix(prompt.length)) == prompt.truncated)
      #expect(padded.ids.count == 77 && padded.mask.count == 77)
      #expect(padded.mask.filter { $0 }.count == prompt.length)
      #expect(padded.truncated == (prompt.ids.count > 77))
    }
  }

  @Test("reads tokenizer.json alone, with merges as strings or as pairs", arguments: [false, true])
  func singleFile(asPairs: Bool) throws {
    try TemporaryFolder.with { folder in
      var text = try String(
        contentsOfFile: (Self.golden / "tokenizer/tokenizer.json").text, encoding: .utf8)
      if asPairs {
        var json = try #require(
          try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        var model = try #require(json["model"] as? [String: Any])
        let merges = try #require(model["merges"] as? [Any])
        model["merges"] = merges.map { merge in
          (merge as? String)?.split(separator: " ").map(String.init) ?? merge
        }
        json["model"] = model
        text = String(
          decoding: try JSONSerialization.data(withJSONObject: json), as: UTF8.self)
      }
      try TestFiles.write(text, to: folder / "tokenizer.json")
      let single = try BPETokenizer(folder: folder)
      let pair = try Self.tokenizer()
      for prompt in ["a photo of a cat", "the moonlit café — it's 8k!!", "猫🎨"] {
        #expect(single.encode(prompt) == pair.encode(prompt))
      }
    }
  }

  @Test("a text is composed canonically, also where scalars meet in Hangul")
  func composition() throws {
    let tokenizer = try Self.tokenizer()
    #expect(tokenizer.encode("cafe\u{301}") == tokenizer.encode("caf\u{e9}"))
    #expect(tokenizer.encode("\u{1112}\u{1161}\u{11ab}") == tokenizer.encode("\u{d55c}"))
    #expect(tokenizer.encode("\u{ac1c}\u{11be}") == tokenizer.encode("\u{ac33}"))
  }

  @Test("a prompt of 100 000 characters is cut and says so")
  func longPrompt() throws {
    let tokenizer = try Self.tokenizer()
    for unit in ["a", "photo of ", "é", "🎨", "e\u{301}", " "] {
      let text = String(repeating: unit, count: 100_000 / unit.count)
      let padded = tokenizer.encode(text, length: 77, pad: 0)
      #expect(padded.ids.count == 77)
      #expect(padded.truncated == (unit != " "))
      #expect(padded.ids[padded.truncated ? 76 : 1] == tokenizer.end)
      let kept = padded.mask.filter { $0 }.count - 1
      #expect(tokenizer.encode(text).prefix(kept) == padded.ids.prefix(kept))
    }
  }

  @Test("an empty prompt is begin, end and padding")
  func emptyPrompt() throws {
    let tokenizer = try Self.tokenizer()
    let padded = tokenizer.encode("", length: 4, pad: 9)
    #expect(padded.ids == [tokenizer.begin, tokenizer.end, 9, 9])
    #expect(padded.mask == [true, true, false, false])
    #expect(!padded.truncated)
  }

  @Test("words the vocabulary does not hold whole are listed once, in order")
  func brokenWords() throws {
    let tokenizer = try BPETokenizer(folder: TestFiles.toyScenes / "tokenizer")
    #expect(tokenizer.brokenWords(in: "a red ball on grass under a blue sky") == [])
    #expect(
      tokenizer.brokenWords(in: "A Zeppelin, a red ball, the zeppelin & a Würstchen!")
        == ["zeppelin", "würstchen"])
    #expect(tokenizer.brokenWords(in: "<|endoftext|> 42 !! 🎨") == [])
  }

  @Test("a damaged vocabulary is refused")
  func damage() throws {
    let special = #""<|startoftext|>":0,"<|endoftext|>":1"#
    for (vocabulary, merges) in [
      ("{}", "#version: 0.2\n"),
      ("[]", ""),
      ("{" + special + #","a":-1}"#, "a b\n"),
      ("{" + special + #","a":99999999999}"#, "a b\n"),
      ("{" + special + "}", "a b c\n"),
      ("{" + special + "}", "#version: 0.2\nab\n"),
    ] {
      try TemporaryFolder.with { folder in
        try TestFiles.write(vocabulary, to: folder / "vocab.json")
        try TestFiles.write(merges, to: folder / "merges.txt")
        let error = try #require(throws: LoadingError.self) { try BPETokenizer(folder: folder) }
        #expect(!error.isMissing, "\(error)")
      }
    }
    try TemporaryFolder.with { folder in
      let error = try #require(throws: LoadingError.self) { try BPETokenizer(folder: folder) }
      #expect(error.isMissing)
    }
  }
}
