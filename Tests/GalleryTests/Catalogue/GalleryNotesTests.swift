import Files
import Foundation
import Gallery
import Recipes
import Render
import TestSupport
import Testing

@Suite("Searches with names and folders to look at are kept beside the pictures")
struct GalleryNotesTests {
  private let test: TestGallery
  private let outside: Path
  private var file: Path { test.gallery.root / "gallery.json" }

  init() throws {
    test = try TestGallery()
    outside = test.folder.path / "outside"
    try Folder.makeAll(outside / "txt2img/2024-01-01")
    let bitmap = Bitmap(width: 5, height: 4, filledWith: RGB(hex: 0x336699))
    try PNGWriter.write(bitmap, texts: [], to: outside / "txt2img/2024-01-01/one.png")
    try AtomicFile.write(
      JPEGWriter.encode(bitmap, texts: []), to: outside / "two.JPG")
    try AtomicFile.write(Array("settings".utf8), to: outside / "params.txt")
    try test.keep("own")
  }

  @Test("a search is kept under a name, replaced, and forgotten")
  func searches() throws {
    try test.catalogue.saveSearch("is:fav robot", as: "best")
    try test.catalogue.saveSearch("after:2026", as: " Äpfel ")
    try test.catalogue.saveSearch("rating>=4", as: "best")
    let searches = try test.another().savedSearches()
    #expect(searches.map(\.name) == ["Äpfel", "best"])
    #expect(searches.map(\.text) == ["after:2026", "rating>=4"])
    try test.catalogue.saveSearch("", as: "best")
    #expect(try test.catalogue.savedSearches().map(\.name) == ["Äpfel"])
    #expect(throws: SearchError.self) { try test.catalogue.saveSearch("seeds:4", as: "bad") }
    try test.catalogue.reindex(Cancellation()) { _, _ in }
    #expect(try test.catalogue.savedSearches().count == 1)
  }

  @Test("several programs keep searches at once, and none is lost")
  func atOnce() throws {
    let catalogues = (0..<20).map { _ in test.another() }
    DispatchQueue.concurrentPerform(iterations: 20) { number in
      try? catalogues[number].saveSearch("seed:\(number)", as: "search \(number)")
    }
    #expect(try test.catalogue.savedSearches().count == 20)
  }

  @Test("pictures of a folder that was added are listed with the others, and it stays as it is")
  func folders() throws {
    let before = try Folder.entries(outside).map(\.name).sorted()
    try test.catalogue.addFolder(outside)
    try test.refresh()
    let items = try test.catalogue.items(test.catalogue.list(GallerySearch()).ids)
    let foreign = items.filter(\.isReadOnly)
    #expect(Set(foreign.map(\.path.name)) == ["one.png", "two.JPG"])
    #expect(foreign.allSatisfy { $0.size == PictureSize(width: 5, height: 4) && $0.problem == nil })
    #expect(try test.found("is:readonly").count == 2 && test.found("-is:readonly") == ["own"])
    #expect(try Folder.entries(outside).map(\.name).sorted() == before)
    try test.catalogue.removeFolder(outside)
    try test.refresh()
    #expect(try test.found() == ["own"] && test.catalogue.folders().isEmpty)
  }

  @Test("a folder that vanishes is named with the reason, and its pictures are not forgotten")
  func vanished() throws {
    try test.catalogue.addFolder(outside)
    try test.refresh()
    let aside = test.folder.path / "aside"
    try Folder.rename(outside, to: aside)
    try test.refresh()
    let items = try test.catalogue.items(test.catalogue.list(GallerySearch()).ids)
    #expect(items.count == 4)
    #expect(items.first { $0.path == outside }?.problem == "the folder is not there")
    #expect(try test.catalogue.list(GallerySearch()).damaged == 1)
    try Folder.rename(aside, to: outside)
    try test.refresh()
    #expect(try test.catalogue.list(GallerySearch()).total == 3)
  }

  @Test("what cannot be added is refused in a sentence")
  func refused() throws {
    let catalogue = test.catalogue
    func problem(_ folder: Path) -> String? {
      #expect(throws: GalleryNotesError.self) { try catalogue.addFolder(folder) }?.description
    }
    #expect(problem(outside / "two.JPG") == "\(outside / "two.JPG") is no folder")
    #expect(
      problem(test.gallery.root / "2026")?.hasSuffix("is a folder of the gallery itself") == true)
    #expect(problem(test.folder.path)?.hasSuffix("is a folder of the gallery itself") == true)
    try catalogue.addFolder(outside / "txt2img")
    #expect(problem(outside / "txt2img")?.hasSuffix("is looked into already") == true)
    try catalogue.addFolder(outside)
    #expect(try catalogue.folders() == [outside])
    #expect(problem(outside / "txt2img")?.hasSuffix("as part of \(outside)") == true)
    #expect(throws: GalleryNotesError.self) { try catalogue.removeFolder(outside / "txt2img") }
  }

  @Test("a damaged list is said, forgets no picture, and is set aside when something is kept anew")
  func damaged() throws {
    try test.catalogue.addFolder(outside)
    try test.refresh()
    try AtomicFile.write(Array("{\"schema\":1,\"folders\":[\"relative\"]}".utf8), to: file)
    try test.refresh()
    #expect(test.catalogue.notice?.contains("is damaged") == true)
    #expect(try test.catalogue.list(GallerySearch()).total == 3)
    #expect(throws: GalleryNotesError.self) { try test.catalogue.savedSearches() }
    try test.catalogue.saveSearch("seed:1", as: "one")
    #expect(try test.catalogue.savedSearches().map(\.name) == ["one"])
    #expect(
      try Folder.entries(test.gallery.root).contains { $0.name.hasPrefix("gallery.json.damaged-") })
    try test.refresh()
    #expect(test.catalogue.notice == nil)
  }

  @Test("a list of a newer program is left as it is")
  func newer() throws {
    let text = Array("{\"schema\":2,\"searches\":[]}".utf8)
    try AtomicFile.write(text, to: file)
    #expect(throws: GalleryNotesError.newer(path: file, schema: 2)) {
      try test.catalogue.saveSearch("seed:1", as: "one")
    }
    #expect(try PlainFile.contents(file, atMost: 1 << 20) == text)
  }
}
