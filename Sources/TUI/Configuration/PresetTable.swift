import Foundation
import Recipes
import TOMLKit

/// The settings of one preset as its table has them.
struct PresetTable: Codable {
  let stageC: Recipe.StageC
  let stageB: Recipe.StageB

  /// What of a table cannot be used.
  struct Problem: Error {
    /// As the file has it below the name of the preset.
    let key: String
    let reason: String

    init(_ key: String, _ reason: String) {
      self.key = key
      self.reason = reason
    }

    init(_ path: [any CodingKey], _ reason: String) {
      self.init(
        path.map { $0.intValue.map { "\($0 + 1)" } ?? $0.stringValue }.joined(separator: "."),
        reason)
    }
  }

  init(stageC: Recipe.StageC, stageB: Recipe.StageB) {
    self.stageC = stageC
    self.stageB = stageB
  }

  /// Reads a table, in which a whole number stands for any other.
  init(_ table: TOMLTable) throws(Problem) {
    if let key = Self.fraction(in: table) { throw Problem(key, "must be a whole number") }
    do {
      // JSON makes no difference between numbers, and its reader says which key is wrong.
      let data = try JSONSerialization.data(withJSONObject: Self.members(of: table))
      self = try JSONDecoder().decode(Self.self, from: data)
    } catch DecodingError.keyNotFound(let key, let context) {
      throw Problem(context.codingPath + [key], "is missing")
    } catch DecodingError.typeMismatch(let type, let context) {
      throw Problem(context.codingPath, "must be \(Self.name(of: type))")
    } catch DecodingError.valueNotFound(let type, let context) {
      throw Problem(context.codingPath, "must be \(Self.name(of: type))")
    } catch DecodingError.dataCorrupted(let context) {
      throw Problem(context.codingPath, "has a value that it cannot have")
    } catch {
      throw Problem([], "\(error)")
    }
  }

  /// The table as the file has it, with numbers as short as single precision allows.
  func toml(named name: String) throws -> String {
    var text = ""
    var number = ""
    var isQuoted = false
    func written(_ number: String) -> String {
      number.contains(".") ? Float(number).map { "\($0)" } ?? number : number
    }
    for character in try TOMLEncoder().encode([name: self]) + "\n" {
      if character == "\"" || character == "'" { isQuoted.toggle() }
      if !isQuoted, character.isNumber || "+-.eE".contains(character) {
        number.append(character)
        continue
      }
      text += written(number) + String(character)
      number = ""
    }
    return String(text.dropLast())
  }

  /// The keys that mean nothing, in the order of the alphabet.
  static func unknownKeys(of table: TOMLTable) -> [String] {
    let known = Set(Parameters.all.map(\.id)).union(["stageC", "stageB"])
    let spans = [Parameters.guidanceRange.id, Parameters.temperature.id]
    let ends = spans.flatMap { ["\($0).from", "\($0).to"] }
    return keys(of: table, below: nil).filter { !known.contains($0) && !ends.contains($0) }.sorted()
  }

  private static func keys(of table: TOMLTable, below parent: String?) -> [String] {
    table.keys.flatMap { key -> [String] in
      let name = (parent.map { $0 + "." } ?? "") + key
      guard let inner = table[key]?.table, parent?.contains(".") != true else { return [name] }
      return [name] + keys(of: inner, below: name)
    }
  }

  /// The first whole number in place of which there is another one, which JSON's reader does not name.
  private static func fraction(in table: TOMLTable) -> String? {
    Parameters.all.first { parameter in
      guard parameter is Parameter<Int> || parameter is Parameter<Int?> else { return false }
      let path = parameter.id.split(separator: ".").map(String.init)
      guard path.count == 2, let number = table[path[0]]?.table?[path[1]]?.double else {
        return false
      }
      return Int(exactly: number) == nil
    }?.id
  }

  private static func members(of table: TOMLTable, depth: Int = 0) -> [String: Any] {
    Dictionary(
      table.keys.map { ($0, table[$0].map { value(of: $0, depth: depth) } ?? NSNull()) }
    ) { $1 }
  }

  private static func value(of value: any TOMLValueConvertible, depth: Int) -> Any {
    if let text = value.string { return text }
    if let flag = value.bool { return flag }
    if let number = value.int { return number }
    // JSON has no other numbers.
    if let number = value.double, number.isFinite { return number }
    // Nothing of a preset lies deeper.
    guard depth < 3 else { return NSNull() }
    if let array = value.array { return array.map { Self.value(of: $0, depth: depth + 1) } }
    return value.table.map { members(of: $0, depth: depth + 1) } ?? NSNull()
  }

  private static func name(of type: any Any.Type) -> String {
    switch type {
    case is Int.Type: "a whole number"
    case is any BinaryFloatingPoint.Type, is NSNumber.Type: "a number"
    case is String.Type: "a text in quotes"
    default: "a table"
    }
  }
}
