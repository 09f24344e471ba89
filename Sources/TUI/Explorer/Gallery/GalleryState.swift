package import Engine
package import Files
package import Terminal

/// The second screen.
package struct GalleryState: Sendable {
  package private(set) var pictures: [KeptPicture] = []
  package private(set) var selection = 0
  package private(set) var isLoading = false
  package private(set) var problem: String?
  /// The picture of the selected file, once it is read.
  package private(set) var loaded: (path: Path, picture: Picture)?
  package private(set) var version = 0

  package init() {}

  package var selected: KeptPicture? {
    pictures.indices.contains(selection) ? pictures[selection] : nil
  }

  mutating func open() -> [Effect] {
    isLoading = true
    return [.gallery(.read)]
  }

  mutating func move(by offset: Int) -> [Effect] { move(to: selection + offset) }

  /// Selects the picture at `index`, or the last one before it.
  mutating func move(to index: Int) -> [Effect] {
    let clamped = max(0, min(pictures.count - 1, index))
    guard clamped != selection else { return [] }
    selection = clamped
    problem = nil
    return reading
  }

  /// Selects the next file that cannot be read, after the last one the first.
  mutating func moveToNextDamaged() -> [Effect] {
    let next = pictures.indices.first { $0 > selection && pictures[$0].problem != nil }
    return move(to: next ?? pictures.firstIndex { $0.problem != nil } ?? selection)
  }

  /// How many files cannot be read, and how many are links; nil where there are none.
  package var counts: String? {
    let links = pictures.count(where: \.isLink)
    let damaged = pictures.count { $0.problem != nil } - links
    let words = [
      damaged == 0 ? nil : "\(damaged) damaged",
      links == 0 ? nil : links == 1 ? "1 link" : "\(links) links",
    ].compactMap(\.self)
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }

  mutating func note(_ action: Action.Gallery) -> [Effect] {
    switch action {
    case .read(let pictures):
      show(pictures)
      return loaded?.path == selected?.path ? [] : reading
    case .failed(let reason):
      isLoading = false
      problem = reason
    case .pictureRead(let path, let picture):
      if path == selected?.path {
        loaded = (path, picture)
        version += 1
      }
    case .pictureFailed(let path, let reason):
      if path == selected?.path { problem = reason }
    }
    return []
  }

  /// Takes a new list and keeps the selection on its file if that is still there.
  private mutating func show(_ list: [KeptPicture]) {
    let path = selected?.path
    pictures = list
    selection = list.firstIndex { $0.path == path } ?? 0
    isLoading = false
    problem = nil
  }

  /// What reads the selected picture.
  private var reading: [Effect] {
    selected.flatMap { $0.isLink ? nil : [.gallery(.readPicture(path: $0.path))] } ?? []
  }

  /// The image of the selected picture, once it is read.
  package var image: ImageSource? {
    guard let loaded, loaded.path == selected?.path else { return nil }
    return ImageSource(
      key: ImageKey(.kept, version: version, variant: 0),
      content: StageImage.picture(loaded.picture))
  }
}
