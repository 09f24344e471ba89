import Engine
import Files
import Foundation
import Gallery
import Render
import TestSupport
import Testing

@Suite("What is done to pictures, as the index sees it")
struct JudgedItemTests {
  private let test: TestGallery
  private let bitmap = Bitmap(width: 3, height: 2, filledWith: RGB(hex: 0xCC3344))

  init() throws { test = try TestGallery() }

  private func item(_ place: GallerySearch.Place = .kept) throws -> GalleryItem {
    try test.refresh()
    let listing = try test.catalogue.list(GallerySearch(place: place))
    return try #require(try test.catalogue.items(listing.ids).first)
  }

  @Test("what is thought of a picture is found, and again when the index is lost")
  func judgement() throws {
    let path = try test.keep("a ball")
    try test.keep("a cube")
    _ = try test.catalogue.judge([path], .rating(4))
    let deed = try test.catalogue.judge([path], .tags(adding: ["für Oma"], removing: []))
    try test.refresh()
    #expect(try test.found("rating>=4") == ["a ball"])
    #expect(try test.found("tag:\"für Oma\"") == ["a ball"])
    try test.catalogue.reindex(Cancellation()) { _, _ in }
    #expect(try test.found("rating>=4") == ["a ball"])
    try test.catalogue.undo(deed)
    try test.refresh()
    #expect(try test.found("tag:\"für Oma\"").isEmpty)
    #expect(try test.found("rating>=4") == ["a ball"])
  }

  @Test("pictures go to the trash and back, and are found where they are")
  func trash() throws {
    let path = try test.keep("a ball")
    try test.refresh()
    let deed = try test.catalogue.discard([path])
    let trashed = try item(.trash)
    #expect(trashed.prompt == "a ball" && trashed.path != path)
    #expect(try test.found().isEmpty)
    _ = try test.catalogue.restore([trashed.path])
    #expect(try item().path == path)
    _ = try test.catalogue.discard([path])
    #expect(try test.catalogue.emptyTrash() == 1)
    try test.refresh()
    #expect(try test.found("", search: GallerySearch(place: .trash)).isEmpty)
    #expect(throws: GalleryError.self) { try test.catalogue.undo(deed) }
  }

  @Test("a recorded run is found among the runs, with its trace, and kept as it is")
  func runs() throws {
    let trace = PictureTrace(
      latent: Latent(channels: 1, height: 2, width: 2, values: [1, 2, 3, 4]), tokens: nil,
      seconds: [1])
    let run = try test.catalogue.record(
      bitmap, texts: [], trace: trace, name: "7 ball", date: TestGallery.noon)
    let recorded = try item(.runs)
    #expect(recorded.path == run && recorded.hasTrace)
    #expect(try test.catalogue.trace(of: run) == trace)
    #expect(try test.found().isEmpty)
    let deed = try test.catalogue.keep(run: run)
    #expect(try item().hasTrace)
    try test.catalogue.undo(deed)
    #expect(try item(.runs).path == run)
  }

  @Test("a trace that is damaged is none, and the picture is listed all the same")
  func damagedTrace() throws {
    let bytes = try PNGWriter.encode(
      bitmap, texts: [], chunks: [PNGChunk(name: TraceChunk.name, data: [1, 2, 3])])
    try Folder.makeAll(test.gallery.root)
    try AtomicFile.write(bytes, to: test.gallery.root / "a.png")
    let item = try item()
    #expect(!item.hasTrace && item.problem == nil)
    #expect(throws: TraceError.self) { try test.catalogue.trace(of: item.path) }
  }
}
