package import Files
package import Render
import TOMLKit

/// The contents of one theme file.
package struct ThemeFile: Equatable, Sendable {
  /// The theme that gives the roles this one does not name.
  package let parent: String?
  package let appearances: [Role: Appearance]
  package let latentMap: ColourMap?
  /// A map of nil where tokens have the colours of their codes.
  package let tokenMap: ColourMap??
  package let differenceMap: ColourMap?

  /// Reads TOML text; `path` is named in errors.
  package init(_ text: String, path: Path) throws(ThemeError) {
    if let (line, reason) = TOMLText.problem(text) {
      throw .syntax(path: path, line: line, reason: reason)
    }
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw .syntax(path: path, line: error.source.begin.line, reason: error.description)
    } catch {
      throw .unreadable(path: path, reason: "\(error)")
    }
    for key in table.keys where !["inherits", "palette", "roles", "maps"].contains(key) {
      throw .invalid(
        path: path, key: key, reason: "only inherits, [palette], [roles] and [maps] are known")
    }
    let reader = Reader(path: path, palette: try Self.palette(table, path: path))
    if let parent = table["inherits"] {
      guard let name = parent.string else {
        throw .invalid(path: path, key: "inherits", reason: "the name of a theme is wanted")
      }
      self.parent = name
    } else {
      parent = nil
    }
    var appearances: [Role: Appearance] = [:]
    if let roles = table["roles"] {
      guard let roles = roles.table else {
        throw .invalid(path: path, key: "roles", reason: "a table is wanted")
      }
      for key in roles.keys {
        guard let role = Role(rawValue: key) else {
          throw .invalid(path: path, key: "roles.\"\(key)\"", reason: "there is no such role")
        }
        appearances[role] = try reader.appearance(roles[key], key: "roles.\"\(key)\"")
      }
    }
    self.appearances = appearances
    let maps = try reader.maps(table["maps"])
    latentMap = maps["latent"] ?? nil
    tokenMap = maps["tokens"]
    differenceMap = maps["difference"] ?? nil
  }

  private static func palette(
    _ table: TOMLTable, path: Path
  ) throws(ThemeError) -> [String: Colour] {
    guard let entry = table["palette"] else { return [:] }
    guard let entries = entry.table else {
      throw .invalid(path: path, key: "palette", reason: "a table is wanted")
    }
    var palette: [String: Colour] = [:]
    for name in entries.keys {
      guard let text = entries[name]?.string, let colour = Colour(text) else {
        throw .invalid(path: path, key: "palette.\(name)", reason: Reader.wanted)
      }
      palette[name] = colour
    }
    return palette
  }
}

private struct Reader {
  static let wanted =
    "a colour is \"#rrggbb\", \"default\", one of the sixteen names, or a name from [palette]"

  let path: Path
  let palette: [String: Colour]

  func appearance(
    _ value: (any TOMLValueConvertible)?, key: String
  ) throws(ThemeError) -> Appearance {
    if let text = value?.string { return Appearance(try colour(text, key: key)) }
    guard let table = value?.table else {
      throw .invalid(path: path, key: key, reason: Self.wanted)
    }
    var appearance = Appearance()
    for field in table.keys {
      let place = "\(key).\(field)"
      switch field {
      case "foreground": appearance.foreground = try colour(table[field]?.string, key: place)
      case "background": appearance.background = try colour(table[field]?.string, key: place)
      case "attributes": appearance.attributes = try attributes(table[field]?.array, key: place)
      default:
        throw .invalid(
          path: path, key: place, reason: "only foreground, background and attributes are known")
      }
    }
    return appearance
  }

  /// The maps that are named; nil for the colours of codes.
  func maps(_ value: (any TOMLValueConvertible)?) throws(ThemeError) -> [String: ColourMap?] {
    guard let value else { return [:] }
    guard let table = value.table else {
      throw .invalid(path: path, key: "maps", reason: "a table is wanted")
    }
    var maps: [String: ColourMap?] = [:]
    for key in table.keys {
      let place = "maps.\(key)"
      guard ["latent", "tokens", "difference"].contains(key) else {
        throw .invalid(
          path: path, key: place, reason: "only latent, tokens and difference are known")
      }
      if key == "tokens", table[key]?.string == "codes" {
        maps[key] = .some(nil)
      } else if let name = table[key]?.string {
        guard let map = ColourMap.named.first(where: { $0.key == name })?.value else {
          throw .invalid(path: path, key: place, reason: Self.wantedMap)
        }
        maps[key] = map
      } else {
        maps[key] = try map(table[key]?.array, key: place)
      }
    }
    return maps
  }

  private static let wantedMap =
    "a map is \(ColourMap.named.map { "\"\($0.key)\"" }.joined(separator: ", ")), or a list of at "
    + "least two colours \"#rrggbb\""

  private func map(_ list: TOMLArray?, key: String) throws(ThemeError) -> ColourMap {
    guard let list, (2...256).contains(list.count) else {
      throw .invalid(path: path, key: key, reason: Self.wantedMap)
    }
    var anchors: [RGB] = []
    for value in list {
      guard let text = value.string,
        case .rgb(let red, let green, let blue)? = palette[text]
          ?? Colour(text)
      else { throw .invalid(path: path, key: key, reason: Self.wantedMap) }
      anchors.append(RGB(red: red, green: green, blue: blue))
    }
    return ColourMap(anchors: anchors)
  }

  private func colour(_ text: String?, key: String) throws(ThemeError) -> Colour {
    guard let text, let colour = palette[text] ?? Colour(text) else {
      throw .invalid(path: path, key: key, reason: Self.wanted)
    }
    return colour
  }

  private func attributes(_ names: TOMLArray?, key: String) throws(ThemeError) -> Attributes {
    let known: [String: Attributes] = [
      "bold": .bold, "dim": .dim, "italic": .italic, "underline": .underline, "reverse": .reverse,
    ]
    guard let names else { throw .invalid(path: path, key: key, reason: "a list is wanted") }
    var attributes: Attributes = []
    for name in names {
      guard let attribute = name.string.flatMap({ known[$0] }) else {
        throw .invalid(
          path: path, key: key, reason: "an attribute is bold, dim, italic, underline or reverse")
      }
      attributes.formUnion(attribute)
    }
    return attributes
  }
}
