import Files
import Foundation
import Gallery
import Recipes
import Render
import Synchronization
import TestSupport
import Testing

@Suite("The index follows the files of pictures")
struct IndexTests {
  private let test: TestGallery

  init() throws { test = try TestGallery() }

  private func items() throws -> [GalleryItem] {
    try test.catalogue.items(test.catalogue.list(GallerySearch()).ids)
  }

  @Test("a kept picture is found with all that its file says")
  func kept() throws {
    let recipe = TestGallery.recipe("a red ball", seed: 42)
    let path = try test.keep(recipe)
    #expect(try test.refresh())
    let item = try #require(try items().first)
    #expect(item.path == path && item.date == TestGallery.noon)
    #expect(item.metadata == PictureMetadata(recipe: recipe, fingerprint: nil))
    #expect(item.size == PictureSize(width: 3, height: 2))
    #expect(item.bytes == FileStamp(path).map { Int($0.bytes) })
    #expect(item.problem == nil && !item.isLink && !item.isReadOnly)
    #expect(try test.catalogue.list(GallerySearch()).total == 1)
    #expect(try test.refresh() == false)
    #expect(test.catalogue.notice == nil)
  }

  @Test("looking at a gallery that is not there makes none")
  func missing() throws {
    #expect(try test.refresh() == false)
    #expect(try items().isEmpty)
    #expect(!test.gallery.root.exists && test.catalogue.notice == nil)
    try test.keep("first")
    #expect(try test.refresh())
    #expect(try test.found() == ["first"])
    #expect((test.gallery.root / ".index/index.sqlite").exists)
  }

  @Test(
    "a file that is moved by hand keeps its row, one that is deleted leaves, a changed one is read again"
  )
  func changes() throws {
    let paths = try ["one", "two", "three"].enumerated().map {
      try test.keep($0.element, minutes: Double($0.offset))
    }
    try test.refresh()
    let before = try items()
    #expect(before.map(\.prompt) == ["three", "two", "one"])
    let place = test.gallery.root / "better/names/two-balls.png"
    try Folder.makeAll(place.folder)
    try Folder.rename(paths[1], to: place)
    try Folder.remove(file: paths[0])
    try Folder.rename(test.keep("four", minutes: 2), to: paths[2])
    #expect(try test.refresh())
    let after = try items()
    #expect(after.map(\.prompt) == ["four", "two"])
    #expect(after.map(\.id) == [before[0].id, before[1].id])
    #expect(after.map(\.path) == [paths[2], place])
    #expect(try test.found("name:balls") == ["two"])
    #expect(try test.found("prompt:three") == [] && test.found("one") == [])
  }

  @Test("names that are no text, and links of one file, are pictures of their own")
  func names() throws {
    let path = try test.keep("one")
    let strange =
      path.folder
      / Path(bytes: Array("b\u{FF}".unicodeScalars.map { UInt8($0.value) }) + Array(".png".utf8))
    #expect(
      unsafe path.withCString { path in unsafe strange.withCString { unsafe link(path, $0) } } == 0)
    try test.refresh()
    #expect(try Set(items().map(\.path)) == [path, strange])
    try Folder.remove(file: strange)
    try Folder.remove(file: path)
    #expect(try test.refresh())
    #expect(try items().isEmpty)
  }

  @Test("what is no picture is listed with the reason, links and their loops too")
  func damaged() throws {
    let good = try test.keep("good")
    let month = good.folder
    for number in 0..<1000 {
      try Data("no picture \(number)".utf8)
        .write(to: URL(filePath: (month / "note-\(number).png").text))
    }
    try Data("text".utf8).write(to: URL(filePath: (month / "notes.txt").text))
    let manager = FileManager.default
    try manager.createSymbolicLink(
      atPath: (month / "loop").text, withDestinationPath: test.gallery.root.text)
    try manager.createSymbolicLink(
      atPath: (month / "link.png").text, withDestinationPath: good.text)
    try test.refresh()
    let listing = try test.catalogue.list(GallerySearch())
    #expect(listing.total == 1003 && listing.damaged == 1000 && listing.links == 2)
    let items = try items()
    let damaged = items.filter { $0.path.name.hasPrefix("note-") }
    #expect(damaged.count == 1000)
    #expect(
      Set(damaged.map(\.problem)) == ["it is text; only PNG, JPEG and WebP pictures can be read"])
    #expect(items.filter(\.isLink).allSatisfy { $0.problem?.hasPrefix("it is a link") == true })
    #expect(try test.catalogue.list(GallerySearch(text: "is:damaged")).ids.count == 1000)
    #expect(try test.found("-is:damaged -is:link") == ["good"])
  }

  @Test("a recipe that cannot be used is a reason, and the picture stays")
  func badRecipe() throws {
    let bitmap = Bitmap(width: 3, height: 2, filledWith: RGB(hex: 0))
    let long = PictureMetadata(
      recipe: TestGallery.recipe(String(repeating: "long ", count: 300_000)), fingerprint: nil)
    for texts in [
      [PNGText(keyword: "wurst", text: "{\"schema\":1}")],
      [PNGText(keyword: "wurst", text: "{\"schema\":99}")],
      long.pngTexts(width: 3, height: 2).filter { $0.keyword == "wurst" },
    ] {
      _ = try test.gallery.keep(bitmap, texts: texts, name: "bad", date: TestGallery.noon)
    }
    try test.refresh()
    let bytes = try #require(
      long.pngTexts(width: 3, height: 2).first { $0.keyword == "wurst" }
    ).text.utf8.count
    let problems = try Set(items().map(\.problem))
    #expect(
      problems == [
        "the recipe in the picture is damaged",
        "the recipe in the picture has schema 99; a newer wurst may read it",
        "its recipe has \(bytes) bytes; at most 1048576 are read",
      ])
  }

  @Test("reading many pictures can be stopped, and goes on where it was")
  func interrupted() throws {
    for number in 0..<1200 { try test.keep("picture \(number)", seed: UInt32(number)) }
    let cancellation = Cancellation()
    let reports = Mutex([Int]())
    #expect(throws: CancellationError.self) {
      try test.catalogue.refresh(cancellation) { read, _ in
        reports.withLock { $0.append(read) }
        if read > 0 { cancellation.request() }
      }
    }
    let read = try #require(reports.withLock { $0.last })
    #expect(read > 0 && read < 1200)
    #expect(try test.catalogue.list(GallerySearch()).total == read)
    let rest = Mutex<Int?>(nil)
    _ = try test.another().refresh(Cancellation()) { _, all in rest.withLock { $0 = $0 ?? all } }
    #expect(rest.withLock { $0 } == 1200 - read)
    #expect(try test.catalogue.list(GallerySearch()).total == 1200)
  }

  @Test("two programs that follow the files at once come to the same index")
  func atOnce() throws {
    for number in 0..<300 { try test.keep("picture \(number)", seed: UInt32(number)) }
    let catalogues = [test.catalogue, test.another(), test.another()]
    DispatchQueue.concurrentPerform(iterations: 3) { number in
      for _ in 0..<3 { _ = try? catalogues[number].refresh(Cancellation()) { _, _ in } }
    }
    for catalogue in catalogues {
      #expect(try test.refresh(catalogue) == false)
      #expect(try catalogue.list(GallerySearch()).total == 300)
      #expect(try catalogue.list(GallerySearch(text: "picture")).ids.count == 300)
      #expect(catalogue.notice == nil)
    }
  }

  @Test("a clock that jumps back changes nothing but dates")
  func clock() throws {
    try test.keep("later", minutes: 600)
    try test.refresh()
    try test.keep("earlier", minutes: -600)
    try test.refresh()
    #expect(try test.found() == ["later", "earlier"])
  }

  @Test("reading all anew finds the same")
  func reindex() throws {
    for number in 0..<20 { try test.keep("picture \(number)", minutes: Double(number)) }
    try test.refresh()
    let before = try test.found()
    try test.catalogue.reindex(Cancellation()) { _, _ in }
    #expect(try test.found() == before && before.count == 20)
    #expect(try test.found("picture").count == 20)
  }
}
