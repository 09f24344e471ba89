import Files
import Foundation
import Gallery
import Recipes
import Terminal

/// All that is known of a picture of the gallery, in lines of name and value.
struct GalleryDescription {
  private let item: GalleryItem
  private let gallery: OpenGallery

  init(_ item: GalleryItem, _ gallery: OpenGallery) {
    self.item = item
    self.gallery = gallery
  }

  var lines: [String] {
    get throws {
      let rows = try rows()
      let width = rows.map(\.name.columns).max() ?? 0
      return rows.map { $0.name.padded(to: width + 2) + $0.value.printable }
    }
  }

  private func rows() throws -> [(name: String, value: String)] {
    var rows: [(name: String, value: String)] = []
    func add(_ name: String, _ value: String?) {
      if let value, !value.isEmpty { rows.append((name, value)) }
    }
    add("file", item.path.description)
    add("date", item.date.formatted(.iso8601))
    add("size", item.size.map { "\($0), \(NumberText.size(item.bytes))" })
    add("problem", item.problem)
    add("program", item.metadata?.app ?? item.foreign?.program)
    add("prompt", item.prompt)
    add("negative", item.negative)
    add("model", item.model)
    add("fingerprint", item.metadata?.fingerprint)
    if let recipe = item.recipe {
      for field in Parameters.all.flatMap(\.fields) where !Self.named.contains(field.key) {
        add(field.key, field.text(recipe))
      }
    }
    if let foreign = item.foreign {
      add("seed", foreign.seed)
      add("steps", foreign.steps)
      add("guidance", foreign.guidance)
      add("sampler", foreign.sampler)
    }
    let judgement = item.judgement
    add("favourite", judgement.isFavourite ? "yes" : nil)
    add("rating", judgement.rating > 0 ? "\(judgement.rating) of 5" : nil)
    add("tags", judgement.tags.joined(separator: ", "))
    add("note", judgement.note)
    add("trace", item.hasTrace ? "yes, it can be drawn on from" : nil)
    let relatives = try gallery.catalogue.relatives(of: item)
    for item in relatives.from { add("made from", item.path.description) }
    for item in relatives.to { add("made into", item.path.description) }
    return rows
  }

  /// Fields that stand above under other names.
  private static let named: Set = ["Model"]
}
