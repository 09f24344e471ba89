package import Engine
package import Terminal

/// The second screen.
package struct GalleryState: Sendable {
  package private(set) var pictures: [KeptPicture] = []
  package private(set) var selection = 0
  package var isLoading = false
  package var problem: String?
  /// The picture of the selected file, once it is read.
  package private(set) var loaded: (path: String, picture: Picture)?
  package private(set) var version = 0

  package init() {}

  package var selected: KeptPicture? {
    pictures.indices.contains(selection) ? pictures[selection] : nil
  }

  /// Takes a new list and keeps the selection on its file if that is still there.
  package mutating func show(_ list: [KeptPicture]) {
    let path = selected?.path
    pictures = list
    selection = list.firstIndex { $0.path == path } ?? 0
    isLoading = false
    problem = nil
  }

  /// Moves the selection; returns whether it moved.
  package mutating func select(_ index: Int) -> Bool {
    let clamped = max(0, min(pictures.count - 1, index))
    guard clamped != selection else { return false }
    selection = clamped
    problem = nil
    return true
  }

  package mutating func note(_ picture: Picture, from path: String) {
    loaded = (path, picture)
    version += 1
  }

  /// The image of the selected picture, once it is read.
  package var image: ImageSource? {
    guard let loaded, loaded.path == selected?.path else { return nil }
    return ImageSource(
      key: ImageKey(.kept, version: version, variant: 0),
      content: StageImage.picture(loaded.picture))
  }
}
