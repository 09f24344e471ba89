import Engine
import Files
import Foundation
import TestSupport
import Testing

@Suite("Writing model manifests")
struct ManifestEncodingTests {
  private func copied(_ manifest: ModelManifest) throws -> ModelManifest {
    try JSONDecoder().decode(ModelManifest.self, from: JSONEncoder().encode(manifest))
  }

  @Test("that of the built-in model is read again as it was")
  func builtIn() throws {
    let manifest = try ModelManifest(path: BuiltInModels.path("toy-scenes") / "model.json")
    #expect(try copied(manifest) == manifest)
  }

  @Test("members with unusual values are kept, and those that are absent stay absent")
  func unusual() throws {
    let path = BuiltInModels.path("toy-scenes") / "model.json"
    var json = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path.text)))
        as? [String: Any])
    func change(_ part: String, _ member: String, _ value: Any?) throws {
      var fields = try #require(json[part] as? [String: Any])
      fields[member] = value
      json[part] = fields
    }
    json["license"] = nil
    json["encoder"] = nil
    try change("text", "padding_mask", true)
    try change("text", "tokenizer", "words/of")
    try change("stage_c", "schedule", ["s": 0.01, "scaler": 1.5])
    var vq = try #require((json["stage_a"] as? [String: Any])?["config"] as? [String: Any])
    vq["scale_factor"] = 0.25
    try change("stage_a", "config", vq)
    let manifest = try JSONDecoder().decode(
      ModelManifest.self, from: JSONSerialization.data(withJSONObject: json))
    #expect(manifest.license == nil && manifest.encoder == nil && manifest.text.paddingMask)
    #expect(manifest.stageC.schedule == Schedule(s: 0.01, scaler: 1.5))
    #expect(manifest.stageA.config.scaleFactor == 0.25)
    #expect(try copied(manifest) == manifest)
  }
}
