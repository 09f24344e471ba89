import Files
import Foundation
import Gallery
import Render
import TestSupport
import Testing
import wurst

/// Ends two programs without warning while they change one gallery; WURST_KILLS sets how often.
@Suite("Kills while a gallery is changed", .serialized)
struct GalleryKillTests {
  private static let kills =
    Int(ProcessInfo.processInfo.environment["WURST_KILLS"] ?? "") ?? 12

  @Test("each picture is in one place and whole, whatever was done to it")
  func changes() throws {
    try TemporaryFolder.withName { home in
      let gallery = Gallery(root: Path(home) / ".local/share/wurst/gallery")
      var random = SeededNumbers(3)
      let bitmaps = (0..<4).map { _ in
        Bitmap(
          width: 200, height: 100,
          rgb: (0..<60_000).map { _ in UInt8(truncatingIfNeeded: random.next()) })
      }
      for (number, bitmap) in bitmaps.enumerated() {
        _ = try gallery.keep(bitmap, texts: [], name: "\(number)", date: Date())
      }
      func all() throws -> [Path] {
        try gallery.entries().map(\.path) + gallery.trashed().map(\.path)
      }
      func change() throws -> Program {
        let path = try all().randomElement(using: &random) ?? ""
        let isTrashed = path.text.contains("/.trash/")
        let ways =
          isTrashed
          ? [["trash", "restore", path.text]]
          : [
            ["rate", "\(random.next() % 6)", path.text], ["trash", "add", path.text],
            ["tag", path.text, "--add", "t\(random.next() % 9)", "--note", "n", "--favourite"],
          ]
        let way = ways.randomElement(using: &random) ?? []
        return try Program(["gallery"] + way, in: home)
      }
      let start = ContinuousClock.now
      _ = try change().wait()
      let whole = start.duration(to: .now) / .seconds(1)
      for _ in 0..<Self.kills {
        let programs = [try change(), try change()]
        Thread.sleep(forTimeInterval: whole * Double(random.next() % 1000) / 1000)
        for program in programs {
          _ = Glibc.kill(program.process.processIdentifier, SIGKILL)
          program.process.waitUntilExit()
        }
        let paths = try all()
        #expect(paths.count == bitmaps.count, "\(paths)")
        let found = try paths.map { path in
          let picture = try PNGReader.read(path)
          #expect(picture.image.notices.isEmpty)
          return bitmaps.firstIndex(of: picture.bitmap) ?? -1
        }
        #expect(found.sorted() == Array(bitmaps.indices))
      }
    }
  }

  @Test("the index says what the files say, whenever it was left half made")
  func indexing() throws {
    try TemporaryFolder.withName { home in
      let gallery = Gallery(root: Path(home) / ".local/share/wurst/gallery")
      var random = SeededNumbers(5)
      let bitmap = Bitmap(width: 8, height: 8, filledWith: RGB(red: 9, green: 99, blue: 199))
      for number in 0..<600 {
        _ = try gallery.keep(bitmap, texts: [], name: "\(number)", date: Date())
      }
      let start = ContinuousClock.now
      _ = try Program(["gallery", "reindex"], in: home).wait()
      let whole = start.duration(to: .now) / .seconds(1)
      for _ in 0..<Self.kills {
        let path = try gallery.entries().randomElement(using: &random)?.path ?? ""
        let rating = random.next() % 6
        let programs = [
          try Program(["gallery", "reindex"], in: home),
          try Program(["gallery", "rate", "\(rating)", path.text], in: home),
        ]
        Thread.sleep(forTimeInterval: whole * Double(random.next() % 1000) / 1000)
        for program in programs {
          _ = Glibc.kill(program.process.processIdentifier, SIGKILL)
          program.process.waitUntilExit()
        }
        let listing = try Program.run("gallery", "list", in: home)
        #expect(listing.status == 0 && listing.errors == "", "\(listing.errors)")
        // Beneath a heading.
        #expect(listing.output.split(separator: "\n").count == 601)
        let kept = Judgement.read(try PNGReader.texts(path))
        let found = try Program.run(
          "gallery", "search", "rating:\(kept.rating)", "--json", in: home)
        #expect(found.output.contains(path.name))
      }
    }
  }

  @Test("pictures that are imported are whole or not there")
  func imports() throws {
    try TemporaryFolder.withName { home in
      let gallery = Gallery(root: Path(home) / ".local/share/wurst/gallery")
      var random = SeededNumbers(4)
      var names: [String] = []
      for number in 0..<20 {
        let bitmap = Bitmap(
          width: 100, height: 100,
          rgb: (0..<30_000).map { _ in UInt8(truncatingIfNeeded: random.next()) })
        names.append("\(number).png")
        try PNGWriter.write(bitmap, texts: [], to: Path(home) / names[number])
      }
      for _ in 0..<Self.kills {
        let programs = try (0..<2).map { _ in try Program(["gallery", "import"] + names, in: home) }
        Thread.sleep(forTimeInterval: 0.2 * Double(random.next() % 1000) / 1000)
        for program in programs {
          _ = Glibc.kill(program.process.processIdentifier, SIGKILL)
          program.process.waitUntilExit()
        }
        for entry in try gallery.entries() { _ = try PNGReader.read(entry.path) }
      }
      _ = try Program(["gallery", "import"] + names, in: home).wait()
      #expect(try gallery.entries().count == names.count)
    }
  }
}
