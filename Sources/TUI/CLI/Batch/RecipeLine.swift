import Files
import Foundation
import Recipes

/// A recipe as a line of JSON has it: whole, or what of it is another than in one that is given.
struct RecipeLine {
  /// Why a line cannot be drawn.
  struct Problem: Error {
    let reason: String
  }

  private var members: [String: Any]
  /// Whether the line says which seed is to be drawn with.
  let hasSeed: Bool

  /// Whether a line is meant for one: variants of prompts begin otherwise.
  static func begins(_ line: String) -> Bool {
    line.first == "{" && ["\"", "}"].contains(line.dropFirst().first { !$0.isWhitespace })
  }

  init(_ line: String) throws(Problem) {
    let object: Any
    do {
      object = try JSONSerialization.jsonObject(with: Data(line.utf8))
    } catch {
      let place = (error as NSError).userInfo["NSDebugDescription"] as? String
      throw Problem(reason: "it is no JSON" + (place.map { ": \($0)" } ?? ""))
    }
    guard let members = object as? [String: Any] else {
      throw Problem(reason: "it is no object of JSON")
    }
    for name in ["seed", "seedB"] {
      let range = 0...Int(UInt32.max)
      if let number = members[name] as? Int, !range.contains(number),
        !(name == "seed" && number == -1)
      {
        throw Problem(
          reason: "\(name) \(number) is outside \(range.lowerBound)…\(range.upperBound)")
      }
    }
    if let name = Self.unknown(members) {
      throw Problem(reason: "a recipe has no '\(name)'; see the recipe of 'wurst show --json'")
    }
    self.members = members
    let seed = members["seed"]
    let isRandom = seed as? Int == -1 || seed as? String == "random"
    if isRandom { self.members["seed"] = UInt32.random(in: .min ... .max) }
    hasSeed = seed != nil && !isRandom
  }

  /// The first member that no recipe has.
  private static func unknown(_ members: [String: Any]) -> String? {
    let known = ["prompt", "input", "latent"] + Parameters.all.map(\.id)
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      let below = known.filter { $0.hasPrefix("\(name).") }
      if name != "input", !below.isEmpty, let inner = value as? [String: Any] {
        let strange = inner.keys.sorted().first { !below.contains("\(name).\($0)") }
        if let strange { return "\(name).\(strange)" }
      } else if !known.contains(name), below.isEmpty {
        return name
      }
    }
    return nil
  }

  /// The recipe, of which what the line does not say is as in `base`.
  func recipe(like base: Recipe) throws(Problem) -> Recipe {
    var recipe: Recipe
    do {
      let whole = try JSONSerialization.jsonObject(with: JSONEncoder().encode(base))
      var merged = Self.merged(whole as? [String: Any] ?? [:], members)
      Self.complete(&merged, for: members)
      let data = try JSONSerialization.data(withJSONObject: merged)
      do {
        recipe = try JSONDecoder().decode(Recipe.self, from: data)
      } catch let error as DecodingError {
        throw Self.problem(error, in: merged)
      }
    } catch let problem as Problem {
      throw problem
    } catch {
      throw Problem(reason: "it is no recipe")
    }
    if !recipe.prompt.contains(where: { !$0.isWhitespace }) {
      throw Problem(reason: "the prompt is empty: what should the picture show?")
    }
    if var input = recipe.input {
      input.path = input.path.absolute
      input.mask = input.mask.map { .init(path: $0.path.absolute, fingerprint: $0.fingerprint) }
      recipe.input = input
    }
    for index in recipe.loras.indices {
      recipe.loras[index].path = recipe.loras[index].path.absolute
    }
    if let problem = recipe.problem { throw Problem(reason: problem) }
    recipe.leaveOutLateStops()
    return recipe
  }

  private static func merged(_ base: [String: Any], _ changes: [String: Any]) -> [String: Any] {
    base.merging(changes) { old, new in
      guard let old = old as? [String: Any], let new = new as? [String: Any] else { return new }
      return merged(old, new)
    }
  }

  /// Adds what a recipe must have and people need not write.
  private static func complete(_ recipe: inout [String: Any], for changes: [String: Any]) {
    if changes["latent"] != nil { recipe["input"] = changes["input"] }
    if var input = recipe["input"] as? [String: Any] {
      if var mask = input["mask"] as? [String: Any] {
        mask["fingerprint"] = mask["fingerprint"] ?? ""
        input["mask"] = mask
      }
      input["fingerprint"] = input["fingerprint"] ?? ""
      input["strength"] =
        input["strength"] ?? InputOptions.usualStrength(withMask: input["mask"] != nil)
      recipe["input"] = input
    }
    if var toward = recipe["toward"] as? [String: Any] {
      for name in ["prompt", "negative", "seed"] { toward[name] = toward[name] ?? recipe[name] }
      toward["share"] = toward["share"] ?? 0.5
      recipe["toward"] = toward
    }
    if let loras = recipe["loras"] as? [[String: Any]] {
      recipe["loras"] = loras.map { $0.merging(["weight": 1]) { own, _ in own } }
    }
  }

  private static func problem(_ error: DecodingError, in recipe: [String: Any]) -> Problem {
    let path: [any CodingKey]
    switch error {
    case .keyNotFound(let key, let context):
      let names = (context.codingPath + [key]).map(\.stringValue)
      return Problem(reason: "'\(names.joined(separator: "."))' is missing")
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      path = context.codingPath
    @unknown default: path = []
    }
    guard !path.isEmpty else { return Problem(reason: "a number in it is out of its range") }
    var value: Any? = recipe
    for key in path {
      value =
        key.intValue.flatMap { (value as? [Any])?[$0] }
        ?? (value as? [String: Any])?[key.stringValue]
    }
    let text = value.map { $0 is String ? "'\($0)'" : "\($0)" } ?? "missing"
    return Problem(
      reason: "'\(path.map(\.stringValue).joined(separator: "."))' cannot be \(text)")
  }
}
