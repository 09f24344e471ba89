import ArgumentParser
import Files
import Foundation
import Gallery

/// Which pictures of the gallery are listed, and how.
struct GalleryOptions: ParsableArguments {
  @Option(
    name: .customLong("in"),
    help: ArgumentHelp("Where to look.", valueName: "place"))
  var place = GallerySearch.Place.kept

  @Option(
    help: ArgumentHelp(
      "What comes first.", valueName: "order"))
  var sort: SortArgument?

  @Option(
    help: ArgumentHelp(
      "Sort by how similar the latents are to that of a picture with a trace.", valueName: "picture"
    ))
  var like: Path?

  @Option(help: ArgumentHelp("List so many at most, 1 or more.", valueName: "number"))
  var limit: Int?

  @Flag(help: "Print JSON, one picture on each line.")
  var json = false

  mutating func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1 on") }
    if like != nil && sort != nil {
      throw ValidationError("--like is an order itself; leave out --sort")
    }
  }

  /// Lists what `text` finds.
  func list(_ text: String, _ cancellation: Cancellation) throws {
    let gallery = OpenGallery()
    try gallery.refresh(cancellation)
    var search = GallerySearch(text: text, place: place, order: sort?.order ?? .newest)
    if let like { search.order = .similarity(to: try gallery.item(like).id) }
    let listing = try gallery.catalogue.list(search)
    let ids = listing.ids.prefix(limit ?? .max)
    if json { return try GalleryOutput.printJSON(ids, of: gallery, cancellation) }
    try GalleryOutput.print(ids, of: listing, gallery, isSearch: !text.isEmpty, cancellation)
  }
}

/// An order as the command line names it.
enum SortArgument: String, CaseIterable, ExpressibleByArgument {
  case newest, oldest, rating, seed, model

  var order: GallerySearch.Order {
    switch self {
    case .newest: .newest
    case .oldest: .oldest
    case .rating: .rating
    case .seed: .seed
    case .model: .model
    }
  }
}

extension GallerySearch.Place: ExpressibleByArgument {}
