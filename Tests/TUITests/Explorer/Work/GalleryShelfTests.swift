import Engine
import Files
import Foundation
import Gallery
import Recipes
import Render
import TestSupport
import Testing
import wurst

@Suite("Pictures on the disk")
struct GalleryShelfTests {
  private func shelf(_ home: String) -> GalleryShelf {
    GalleryShelf(Gallery(root: Path(home) / "gallery"), home: Path(home)) { $0.model + "-print" }
  }

  private let bitmap = Bitmap(width: 2, height: 1, rgb: [1, 2, 3, 4, 5, 6])

  @Test("a folder shows its folders and pictures, folders first, also through the home's sign")
  func entries() throws {
    try TemporaryFolder.withName { home in
      for folder in ["pics", "pics/b", "pics/.hidden"] {
        try FileManager.default.createDirectory(
          atPath: home + "/" + folder, withIntermediateDirectories: true)
      }
      for file in ["z.png", "a.JPEG", "notes.txt"] {
        try Data().write(to: URL(filePath: home + "/pics/" + file))
      }
      try FileManager.default.createSymbolicLink(
        atPath: home + "/pics/c", withDestinationPath: home + "/pics/b")
      let found = try shelf(home).entries(of: "~/pics/", ending: ["png", "jpeg"])
      #expect(found.map(\.name) == [".hidden", "b", "c", "a.JPEG", "z.png"])
      #expect(found.map(\.isFolder) == [true, true, true, false, false])
      #expect(throws: Failure("there is no folder ~/none/ that can be read", .missing)) {
        try shelf(home).entries(of: "~/none/", ending: ["png"])
      }
    }
  }

  @Test("a picture is opened with its whole path, and its fingerprint is that of its content")
  func opening() throws {
    try TemporaryFolder.withName { home in
      try PNGWriter.write(bitmap, texts: [], to: Path(home + "/a.png"))
      try PNGWriter.write(bitmap, texts: [], to: Path(home + "/b.png"))
      let (a, b) = (
        try shelf(home).open("~/a.png", as: .picture, Cancellation()),
        try shelf(home).open(Path(home + "/./b.png"), as: .picture, Cancellation())
      )
      #expect(a.path == Path(home) / "a.png")
      #expect(b.path == Path(home) / "b.png")
      #expect(a.picture == Picture(bitmap))
      #expect(a.fingerprint == b.fingerprint)
      let other = Bitmap(width: 2, height: 1, rgb: [1, 2, 3, 4, 5, 7])
      try PNGWriter.write(other, texts: [], to: Path(home + "/b.png"))
      #expect(
        try shelf(home).open("~/b.png", as: .picture, Cancellation()).fingerprint != a.fingerprint)
      #expect(throws: (any Error).self) {
        try shelf(home).open("~/c.png", as: .picture, Cancellation())
      }
    }
  }

  @Test("a kept picture carries the fingerprint of the model that drew it")
  func fingerprint() throws {
    try TemporaryFolder.withName { home in
      let recipe = TestModels.toy.recipe(seed: 1)
      let path = try shelf(home).keep(Picture(bitmap), recipe: recipe)
      let texts = try PNGReader.read(Path(home + path.dropFirst())).texts
      #expect(try PictureMetadata.read(texts)?.fingerprint == "toy-scenes-print")
    }
  }

  @Test("a picture whose run was recorded is kept as it was recorded, with what it came about from")
  func recording() throws {
    try TemporaryFolder.withName { home in
      let shelf = shelf(home)
      let gallery = Gallery(root: Path(home) / "gallery")
      let recipe = TestModels.toy.recipe(seed: 1)
      let latent = Latent(channels: 1, height: 1, width: 1, values: [0.5])
      let run = Trace(
        recipe: recipe, latents: [latent], stageB: .latents([]), pictures: [Picture(bitmap)],
        timings: StageTimings())
      try shelf.record(run)
      let recorded = try #require(try gallery.runs().first)
      let identity = FileIdentity(recorded)
      let kept = Path(home + (try shelf.keep(Picture(bitmap), recipe: recipe)).dropFirst())
      #expect(FileIdentity(kept) == identity && !recorded.exists)
      #expect(try TraceChunk.read(kept)?.latent == latent)
      // What was not recorded, or is gone, is written.
      var other = recipe
      other.seed = 2
      _ = try shelf.keep(Picture(bitmap), recipe: other)
      try shelf.record(run)
      try FileManager.default.removeItem(atPath: #require(try gallery.runs().first).text)
      _ = try shelf.keep(Picture(bitmap), recipe: recipe)
      #expect(try gallery.entries().count == 3)
    }
  }

  @Test("every picture of a run is recorded, each with its own latent, and kept as it was")
  func recordingAll() throws {
    try TemporaryFolder.withName { home in
      let shelf = shelf(home)
      let gallery = Gallery(root: Path(home) / "gallery")
      var recipe = TestModels.toy.recipe(seed: 1)
      recipe.count = 2
      let latents = [Float(0.5), 0.25].map {
        Latent(channels: 1, height: 1, width: 1, values: [$0])
      }
      let other = Picture(width: 2, height: 1, rgb: [9, 8, 7, 6, 5, 4])
      try shelf.record(
        Trace(
          recipe: recipe, latents: latents, stageB: .latents([]),
          pictures: [Picture(bitmap), other], timings: StageTimings()))
      #expect(try gallery.runs().count == 2)
      let kept = Path(home + (try shelf.keep(other, recipe: recipe)).dropFirst())
      #expect(try TraceChunk.read(kept)?.latent == latents[1])
      #expect(try gallery.runs().count == 1)
    }
  }
}
