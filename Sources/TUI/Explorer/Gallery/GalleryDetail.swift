import Files
import Foundation
import Gallery
import Recipes
import Terminal

/// All that is known of a picture, in words.
struct GalleryDetail {
  /// A line of it.
  enum Line: Equatable {
    case blank
    case heading(String)
    case text(String)
    /// A name, and what belongs to it in the same line.
    case fact(String, String)
    case problem(String)
  }

  private let item: GalleryItem
  /// Nil where they are not known yet.
  private let relatives: Relatives?
  /// Of the open model, for the names of settings.
  private let facts: ModelFacts
  private let timeZone: TimeZone

  init(_ item: GalleryItem, relatives: Relatives?, facts: ModelFacts, timeZone: TimeZone) {
    self.item = item
    self.relatives = relatives
    self.facts = facts
    self.timeZone = timeZone
  }

  /// The columns of the names.
  static let nameColumns = 18

  func lines(columns: Int) -> [Line] {
    var lines: [Line] = []
    func wrap(_ text: String, _ line: (String) -> Line) {
      lines += WrappedText(Array(text), width: columns).strings(of: text).map(line)
    }
    func part(_ title: String, _ text: String?) {
      guard let text, !text.isEmpty else { return }
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.heading(title))
      wrap(text, Line.text)
    }
    func table(_ title: String, _ rows: [(String, String?)]) {
      let rows = rows.compactMap { name, value in value.map { (name, $0) } }
      guard !rows.isEmpty else { return }
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.heading(title))
      let room = max(8, columns - Self.nameColumns)
      for (name, value) in rows {
        // A long name has the line to itself.
        let isLong = name.columns >= Self.nameColumns
        if isLong { lines.append(.fact(name, "")) }
        let parts = WrappedText(Array(value), width: room).strings(of: value)
        for (index, part) in parts.enumerated() {
          lines.append(.fact(index == 0 && !isLong ? name : "", part))
        }
      }
    }
    if let problem = item.problem { wrap(problem, Line.problem) }
    part("Prompt", item.prompt.map { $0.isEmpty ? "(empty)" : $0 })
    part("Negative prompt", item.negative)
    part("Note", item.judgement.note)
    table("Judgement", judgement)
    table("Settings", item.recipe.map(settings) ?? item.foreign.map(Self.settings) ?? [])
    table("File", file)
    if let relatives {
      table("Came from", relatives.from.map { (name(of: $0), $0.title) })
      table("Came of it", relatives.to.map { (name(of: $0), $0.title) })
    }
    return lines
  }

  private func name(of relative: GalleryItem) -> String {
    String(relative.day(in: timeZone).prefix(10))
  }

  private var judgement: [(String, String?)] {
    let judgement = item.judgement
    let stars = String(repeating: "★", count: judgement.rating)
    return [
      ("Favourite", judgement.isFavourite ? "♥ yes" : nil),
      ("Rating", judgement.rating == 0 ? nil : stars + " \(judgement.rating) of 5"),
      ("Tags", judgement.tags.isEmpty ? nil : judgement.tags.joined(separator: ", ")),
    ]
  }

  private func settings(of recipe: Recipe) -> [(String, String?)] {
    // The names are those that its own generation has.
    var own = facts
    own.codes = recipe.stageB.temperature == nil ? nil : facts.codes ?? 1
    let shown = Setting.shown(own, recipe).filter { $0 != .width && $0 != .height }
    return [("Model", ModelPlace.shortened(recipe.model))]
      + shown.map { ($0.label(own), $0.text(in: recipe, own)) }
      + [
        (
          "Toward", recipe.toward.map { "“\($0.prompt)”, \(NumberText.exact($0.share)) of the way" }
        ),
        ("Pictures", recipe.count > 1 ? "\(recipe.count) together" : nil),
      ]
      + recipe.loras.map { ("LoRA", "\($0.path.name), \(NumberText.exact($0.weight))") }
  }

  private static func settings(of foreign: GalleryItem.Foreign) -> [(String, String?)] {
    [
      ("Program", foreign.program), ("Model", foreign.model), ("Seed", foreign.seed),
      ("Steps", foreign.steps), ("Guidance", foreign.guidance), ("Sampler", foreign.sampler),
    ]
  }

  private var file: [(String, String?)] {
    [
      ("Name", item.path.name), ("Folder", item.path.folder.description),
      ("Made", item.day(in: timeZone)),
      ("Size", item.size.map(\.description)), ("On disk", NumberText.size(item.bytes)),
      ("Drawn by", item.metadata?.app),
      ("Model's hash", item.metadata?.fingerprint),
      ("Trace", item.hasTrace ? "carries its latent" : nil),
      ("Place", item.isReadOnly ? "a folder that is only looked at" : nil),
    ]
  }
}
