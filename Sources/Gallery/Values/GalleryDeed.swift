package import Files

/// Something that was done to pictures of the gallery, so that it can be undone.
package struct GalleryDeed: Equatable, Sendable {
  package var kind: Kind
  /// What was done, for a sentence: `3 pictures to the trash`, `4 stars for 2 pictures`.
  package var words: String

  package init(_ kind: Kind, words: String) {
    self.kind = kind
    self.words = words
  }

  package enum Kind: Equatable, Sendable {
    case judged([Judged])
    /// To the trash or back, or from the recorded runs to the kept pictures.
    case moved([Moved])
  }

  package struct Judged: Equatable, Sendable {
    package var path: Path
    package var before: Judgement
    package var after: Judgement

    package init(path: Path, before: Judgement, after: Judgement) {
      self.path = path
      self.before = before
      self.after = after
    }
  }

  package struct Moved: Equatable, Sendable {
    package var from: Path
    package var to: Path

    package init(from: Path, to: Path) {
      self.from = from
      self.to = to
    }
  }
}
