import Files
import Foundation
import Gallery
import Recipes
import Render
import TestSupport
import Testing

@Suite("Thumbnails are made once, and anew where they are lost or damaged")
struct ThumbnailTests {
  private let test: TestGallery
  private let path: Path
  private let item: GalleryItem
  private let small = PictureSize(width: 60, height: 60)
  private var folder: Path { test.folder.path / "thumbnails" }

  init() throws {
    test = try TestGallery()
    var rgb: [UInt8] = []
    for row in 0..<200 {
      for column in 0..<300 { rgb += [UInt8(column * 255 / 299), UInt8(row), 90] }
    }
    path = test.gallery.root / "2026/one.png"
    try Folder.makeAll(path.folder)
    try PNGWriter.write(Bitmap(width: 300, height: 200, rgb: rgb), texts: [], to: path)
    try test.refresh()
    item = try #require(test.catalogue.items(test.catalogue.list(GallerySearch()).ids).first)
  }

  private func files() throws -> [Path] {
    try Folder.entries(folder).flatMap { try Folder.entries($0.path) }.map(\.path)
  }

  private func thumbnail(_ size: PictureSize) throws -> Bitmap {
    try test.catalogue.thumbnail(of: item, fitting: size, Cancellation())
  }

  private func isLikeOriginal(_ bitmap: Bitmap) throws -> Bool {
    let exact = try PNGReader.read(path).bitmap
      .scaled(width: bitmap.width, height: bitmap.height, filter: .smooth)
    // A JPEG in between costs a few levels.
    return zip(bitmap.rgb, exact.rgb).allSatisfy { abs(Int($0) - Int($1)) <= 12 }
  }

  @Test("it fits, looks like the picture, and is the same when it comes from the cache")
  func cached() throws {
    let first = try thumbnail(small)
    #expect(first.size == PixelSize(width: 60, height: 40))
    #expect(try isLikeOriginal(first))
    #expect(try files().count == 1)
    let again = try thumbnail(small)
    #expect(
      again.size == first.size
        && zip(again.rgb, first.rgb).allSatisfy { abs(Int($0) - Int($1)) <= 12 })
    // A larger one is another file; none is larger than the picture.
    #expect(
      try thumbnail(PictureSize(width: 500, height: 500)).size == PixelSize(width: 300, height: 200)
    )
    #expect(try files().count == 2)
    #expect(
      try thumbnail(PictureSize(width: 2000, height: 100)).size
        == PixelSize(width: 150, height: 100))
    #expect(try files().count == 2)
  }

  @Test("a damaged one is made anew")
  func damaged() throws {
    let whole = try thumbnail(small)
    let file = try #require(files().first)
    let bytes = try PlainFile.contents(file, atMost: 1 << 20)
    var flipped = bytes
    flipped[bytes.count / 2] ^= 0x10
    for damage in [[], Array("text".utf8), Array(bytes.dropLast(9)), flipped] {
      try AtomicFile.write(damage, to: file)
      #expect(try thumbnail(small) == whole)
      #expect(try PlainFile.contents(file, atMost: 1 << 20) == bytes)
    }
  }

  @Test("a picture that moves keeps its thumbnail, one that changes gets another")
  func moved() throws {
    _ = try thumbnail(small)
    var moved = item
    moved.path = path.folder / "two.png"
    try Folder.rename(path, to: moved.path)
    _ = try test.catalogue.thumbnail(of: moved, fitting: small, Cancellation())
    #expect(try files().count == 1)
    try PNGWriter.write(
      Bitmap(width: 8, height: 8, filledWith: RGB(hex: 0xFF0000)), texts: [], to: moved.path)
    let red = try test.catalogue.thumbnail(of: moved, fitting: small, Cancellation())
    #expect(red.size == PixelSize(width: 8, height: 8) && red[4, 4].red > 240)
  }

  @Test("without a place for the cache there are thumbnails all the same")
  func unwritable() throws {
    try AtomicFile.write([], to: folder)
    #expect(try isLikeOriginal(thumbnail(small)))
  }

  @Test("what is no picture has none, with the reason, and a request can be taken back")
  func refused() throws {
    try AtomicFile.write(Array("text".utf8), to: path)
    #expect(throws: ImageError.foreign(path: path, kind: "text")) { try thumbnail(small) }
    try Folder.remove(file: path)
    #expect(throws: ReadError.missing(path: path)) { try thumbnail(small) }
    var link = item
    link.isLink = true
    #expect(throws: ReadError.self) {
      try test.catalogue.thumbnail(of: link, fitting: small, Cancellation())
    }
  }
}
