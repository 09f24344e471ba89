import Dialects
import Render
import TestSupport
import Testing

@Suite("Texts from strangers")
struct HostileTests {
  /// A graph whose nodes all take their prompt from each other.
  private func graph(_ nodes: [String]) -> String {
    let frame = [
      #""s": {"class_type": "SaveImage", "inputs": {"images": ["k", 0]}}"#,
      #""k": {"class_type": "KSampler", "inputs": {"seed": ["n0", 0], "steps": ["n0", 0], "#
        + #""positive": ["n0", 0], "negative": ["n0", 1], "model": ["n0", 0], "#
        + #""latent_image": ["n0", 0], "denoise": 0.5}}"#,
    ]
    return "{" + (frame + nodes).joined(separator: ",") + "}"
  }

  private func node(_ name: String, _ kind: String, _ inputs: String) -> String {
    #""\#(name)": {"class_type": "\#(kind)", "inputs": {\#(inputs)}}"#
  }

  @Test("graphs that run in circles end")
  func circles() {
    let names = [
      "text", "conditioning", "model", "samples", "positive", "negative", "seed", "value",
    ]
    let inputs = names.map { #""\#($0)": ["n0", 0]"# }.joined(separator: ",")
    for kind in ["Any", "StringConcatenate", "ConditioningCombine", "KSampler"] {
      _ = ForeignRecipe.read(["prompt": graph([node("n0", kind, inputs)])])
    }
    let ring = (0..<50).map { index in
      node(
        "n\(index)", "KSampler",
        names.map { #""\#($0)": ["n\((index + 1) % 50)", 0]"# }.joined(separator: ","))
    }
    _ = ForeignRecipe.read(["prompt": graph(ring)])
  }

  @Test("graphs that name each node twice do not double their text without end")
  func doubling() throws {
    for (kind, names) in [
      ("StringConcatenate", ["string_a", "string_b"]),
      ("ConditioningCombine", ["conditioning_1", "conditioning_2"]),
    ] {
      let nodes =
        (0..<60).map { index in
          node(
            "n\(index)", kind,
            names.map { #""\#($0)": ["n\(index + 1)", 0]"# }.joined(separator: ","))
        } + [node("n60", "CLIPTextEncode", #""text": "ab""#)]
      let recipe = ForeignRecipe.read(["prompt": graph(nodes)])
      #expect((recipe?.prompt ?? "").utf8.count <= 1 << 20)
    }
  }

  @Test("long chains and many nodes are followed so far and no further")
  func long() {
    let chain = (0..<15_000).map { node("n\($0)", "Any", #""conditioning": ["n\($0 + 1)", 0]"#) }
    _ = ForeignRecipe.read(["prompt": graph(chain)])
    let many = (0..<30_000).map { node("n\($0)", "CLIPTextEncode", #""text": "a""#) }
    #expect(ForeignRecipe.read(["prompt": graph(many)]) == nil)
  }

  @Test("graphs that hold themselves, or each other many times, are taken apart so far")
  func nestedGraphs() {
    let instances = (0..<10).map { #"{"id": \#($0), "type": "g", "inputs": []}"# }
      .joined(separator: ",")
    let links =
      #"[{"id": 1, "origin_id": -10, "origin_slot": 0, "target_id": -20, "target_slot": 0}]"#
    let graph = #"{"id": "g", "nodes": [\#(instances)], "links": \#(links)}"#
    let workflow = #"{"nodes": [\#(instances)], "definitions": {"subgraphs": [\#(graph)]}}"#
    #expect(ForeignRecipe.read(["workflow": workflow]) == nil)
  }

  @Test("long texts are read in a moment, or not at all")
  func size() {
    let large = String(repeating: "a, ", count: 30_000)
    #expect(ForeignRecipe.read(["parameters": large])?.prompt?.utf8.count == large.utf8.count - 1)
    let settings = String(repeating: "aa: [\"aa: [\",", count: 5_000)
    _ = ForeignRecipe.read(["parameters": settings])
    for unit in ["<a>", "<a b='", "&#x41;", "<![CDATA[", "<!--", "<exif:UserComment>", "</a>"] {
      _ = ForeignRecipe.read(.xmp, String(repeating: unit, count: 5_000))
    }
    for unit in ["[", "\"", "\\\"", "-s ", "--", "\u{301}"] {
      _ = ForeignRecipe.read(["Dream": String(repeating: unit, count: 10_000)])
    }
    _ = ForeignRecipe.read([
      "sd-metadata": #"{"image": {"prompt": "\#(String(repeating: "[", count: 10_000))"}}"#
    ])
  }

  @Test("damaged texts are read as far as they go")
  func damage() {
    let texts: [(PictureText.Place, String)] = [
      (.keyword("parameters"), "a\nNegative prompt: b\nSteps: 1, Seed: 2, Size: 8x8, X: \"a, b\""),
      (.keyword("prompt"), graph([node("n0", "CLIPTextEncode", #""text": "a""#)])),
      (
        .keyword("workflow"),
        #"{"nodes": [{"id": 1, "type": "KSampler", "widgets_values": [1, "fixed", 2], "inputs": [{"name": "positive", "link": 1}]}], "links": [[1, 1, 0, 1, 0, "X"]]}"#
      ),
      (
        .keyword("invokeai_metadata"),
        #"{"positive_prompt": "a", "seed": 1e5, "model": {"name": "b"}}"#
      ),
      (
        .keyword("sd-metadata"),
        #"{"image": {"prompt": [{"prompt": "a [b]", "weight": 1}], "seed": 5}}"#
      ),
      (.keyword("Dream"), #""a [b]" -s 5 -S 6 -W512 -H 64 -A k_lms"#),
      (.comment, #"mold:parameters {"prompt": "a", "seed": 5, "version": "1"}"#),
      (
        .xmp,
        "<r:D><exif:UserComment><rdf:li>{&quot;c&quot;:&quot;a&quot;}</rdf:li></exif:UserComment></r:D>"
      ),
    ]
    var mutations = Mutations(seed: 51)
    for (place, text) in texts {
      #expect(ForeignRecipe.read(place, text) != nil, "\(text)")
      for _ in 0..<Mutations.rounds / texts.count {
        let damaged = String(decoding: mutations.damaged(Array(text.utf8)), as: UTF8.self)
        _ = ForeignRecipe.read(place, damaged)
      }
    }
  }
}
