package import Files
package import Render

extension Gallery {
  /// Changes what the user thinks of pictures, in their own files.
  ///
  /// - Throws: `GalleryError`, `JudgementError`, `PNGError` or `WriteError`; all are then as they were,
  ///   as far as the disk allows.
  package func judge(_ paths: [Path], _ change: Judgement.Change) throws -> GalleryDeed {
    if let problem = Judgement.problem(of: change) { throw problem }
    for path in paths { try checkJudged(path) }
    var done: [GalleryDeed.Judged] = []
    do {
      for path in paths {
        done.append(try edit(path) { before throws(JudgementError) in try before.changed(change) })
      }
    } catch {
      for judged in done.reversed() { _ = try? edit(judged.path) { $0.undoing(judged) } }
      throw error
    }
    return GalleryDeed(.judged(done), words: Self.words(change, count: paths.count))
  }

  /// What the user thinks of a picture.
  package func judgement(of path: Path) throws(PNGError) -> Judgement {
    .read(try PNGReader.texts(path))
  }

  func undo(_ judged: GalleryDeed.Judged) throws {
    try checkJudged(judged.path)
    _ = try edit(judged.path) { $0.undoing(judged) }
  }

  private func checkJudged(_ path: Path) throws(GalleryError) {
    _ = try place(of: path)
    guard path.ending.lowercased() == "png" else { throw .noPNG(path: path) }
  }

  private func edit(
    _ path: Path, _ change: (Judgement) throws(JudgementError) -> Judgement
  ) throws -> GalleryDeed.Judged {
    try locked {
      var judged = GalleryDeed.Judged(path: path, before: .none, after: .none)
      try PNGEditor.edit(Judgement.keyword, of: path) { text in
        judged.before =
          try text.map { text throws(JudgementError) in try Judgement.read(text) } ?? .none
        judged.after = try change(judged.before)
        return judged.after.text
      }
      return judged
    }
  }

  private static func words(_ change: Judgement.Change, count: Int) -> String {
    let pictures = pictures(count)
    return switch change {
    case .favourite(let isFavourite):
      isFavourite ? "\(pictures) a favourite" : "\(pictures) no favourite"
    case .rating(0): "no rating for \(pictures)"
    case .rating(1): "1 star for \(pictures)"
    case .rating(let rating): "\(rating) stars for \(pictures)"
    case .tags(let adding, let removing):
      (adding.map { "+\($0)" } + removing.map { "-\($0)" }).joined(separator: " ")
        + " for \(pictures)"
    case .note: "a note for \(pictures)"
    }
  }

  static func pictures(_ count: Int) -> String { count == 1 ? "1 picture" : "\(count) pictures" }
}
