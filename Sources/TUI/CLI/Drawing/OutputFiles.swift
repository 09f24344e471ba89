import Engine
import Files
import Foundation
import Gallery
import Recipes
import Render

/// Where a command writes its pictures.
struct OutputFiles {
  private let folder: String
  /// The name that was asked for, without its ending; files of that name are replaced.
  private let stem: String?
  private let ending: String

  /// Makes sure, before time is spent on pictures, that there is a place for them.
  ///
  /// - Parameters:
  ///   - given: a file, or a folder, which is made where it is missing; the working folder if nil.
  ///   - takesFolders: whether a name without an ending is that of a folder.
  /// - Throws: `WriteError` when the folder cannot be made or written to.
  init(_ given: String?, takesFolders: Bool = false) throws(WriteError) {
    let given = given.flatMap { $0.isEmpty ? nil : $0 } ?? "."
    let name = given as NSString
    let isFolder =
      Folder.exists(given) || given.hasSuffix("/")
      || takesFolders && name.pathExtension.isEmpty
    if isFolder {
      folder = given
      stem = nil
      ending = "png"
      if !Folder.exists(given) { try Folder.make(given) }
    } else {
      folder = name.deletingLastPathComponent
      stem = (name.lastPathComponent as NSString).deletingPathExtension
      ending = name.pathExtension
    }
    try Folder.check(folder.isEmpty ? "." : folder, takes: given)
  }

  /// Whether one file was named, which can hold one picture.
  var isOneFile: Bool { stem != nil }

  /// Writes a picture with its recipe inside.
  ///
  /// - Parameters:
  ///   - number: which one of several it is, and how many digits that has at least.
  ///   - name: without an ending; used where no file was asked for, with the next free number.
  func write(
    _ picture: Picture, _ metadata: PictureMetadata, number: (value: Int, digits: Int)? = nil,
    name: String
  ) throws -> String {
    let bytes = try PNGWriter.encode(
      picture.bitmap, texts: metadata.pngTexts(width: picture.width, height: picture.height))
    if let stem {
      let file = path(stem, number.map { Self.suffix($0.value, $0.digits) } ?? "")
      try AtomicFile.write(bytes, to: file)
      return file
    }
    let (first, digits) = number ?? (1, 1)
    return try AtomicFile.write(bytes, toFirstFreeOf: first...100_000) { value in
      path(name, number == nil && value == 1 ? "" : Self.suffix(value, digits))
    }
  }

  private func path(_ stem: String, _ suffix: String) -> String {
    let name = stem + suffix + (ending.isEmpty ? "" : "." + ending)
    if folder.isEmpty || folder == "." { return name }
    return (folder as NSString).appendingPathComponent(name)
  }

  private static func suffix(_ number: Int, _ digits: Int) -> String {
    let text = "\(number)"
    return "-" + String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
