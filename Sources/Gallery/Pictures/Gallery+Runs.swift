package import Files
package import Foundation
package import Render

extension Gallery {
  private var runsFolder: Path { root / GalleryPlace.runsName }

  /// Writes the picture of a finished run, to be kept later or to go with time: only the newest stay.
  ///
  /// - Throws: `WriteError` or `PNGError`.
  package func record(
    _ bitmap: Bitmap, texts: [PNGText], trace: PictureTrace?, name: String, date: Date
  ) throws -> Path {
    let file = try PictureBytes(bitmap, texts, settings.keepsTraces ? trace : nil, date)
    let stem = names.stem(for: date, name: name)
    _ = try? tidyTrash(date: date)
    try Folder.makeAll(runsFolder)
    return try locked {
      let runs = try runs()
      for run in runs.dropFirst(settings.runs - 1) { try? FileMove.remove(run) }
      let last = runs.first.flatMap { GalleryPlace.run($0.name)?.number } ?? 0
      return try AtomicFile.write(file.bytes, toFirstFreeOf: last + 1...last + 100) { number in
        let digits = String(number)
        let zeros = String(repeating: "0", count: max(0, 8 - digits.count))
        return runsFolder / "\(zeros)\(digits)-\(stem).png"
      }
    }
  }

  /// The recorded runs that were not kept, the newest first.
  package func runs() throws(GalleryError) -> [Path] {
    do throws(ReadError) {
      return try Folder.entries(runsFolder)
        .compactMap { entry in GalleryPlace.run(entry.name).map { ($0.number, entry.path) } }
        .sorted { ($1.0, $1.1) < ($0.0, $0.1) }.map(\.1)
    } catch {
      if case .unreadable(let path, let reason) = error {
        throw .unreadable(path: path, reason: reason)
      }
      return []
    }
  }

  /// Where a run goes when it is kept, below the gallery's folder.
  func keptPath(ofRun name: String, at path: Path) -> Path {
    let rest = GalleryPlace.run(name).map { String($0.rest) } ?? name
    // The name says when it was drawn, by the clock of that time.
    if let match = rest.prefixMatch(of: /([0-9]{4})([0-9]{2})[0-9]{2}-/) {
      return Path("\(match.1)/\(match.2)") / rest
    }
    let modified = FileStamp(path).map { Double($0.modified) / 1e9 } ?? 0
    return Path(names.folder(for: Date(timeIntervalSince1970: modified))) / rest
  }
}
