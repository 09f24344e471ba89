package import Files
import Recipes

/// The picture that drawing begins from, and how another one is chosen.
package struct OpenerState: Sendable {
  /// The window in which a path is typed; nil while it is closed.
  package private(set) var window: PicturePrompt?
  /// The picture that the recipe begins from, as it is shown.
  package var input: InputPicture?
  /// The path of a picture that is read because the user chose it.
  package private(set) var pending: Path?
  /// The input of a recipe from the gallery that is being read.
  package var recalled: Path?
  /// Where pictures were looked for last, as it is typed.
  private var folder: String

  /// - Parameter folder: where pictures are looked for first.
  package init(folder: String) { self.folder = folder }

  mutating func open() -> [Effect] {
    let window = PicturePrompt(folder: folder)
    self.window = window
    return [.opener(.list(folder: Path(window.folder)))]
  }

  mutating func close() {
    window = nil
    pending = nil
  }

  mutating func move(_ offset: Int) { window?.move(offset) }
  mutating func mark(_ index: Int) { window?.mark(index) }

  /// Changes the path that is typed.
  mutating func edit(_ change: (inout PromptField) -> Void) -> [Effect] {
    listing { $0.edit(change) }
  }

  mutating func cut() -> [Effect] { listing { $0.deletePart() } }
  mutating func complete() -> [Effect] { listing { $0.complete() } }

  /// Lists the folder where `change` says that it is another one.
  private mutating func listing(_ change: (inout PicturePrompt) -> Bool) -> [Effect] {
    guard var window else { return [] }
    let isOther = change(&window)
    self.window = window
    return isOther ? [.opener(.list(folder: Path(window.folder)))] : []
  }

  /// Enters the marked folder, or has the marked picture read, or what is typed.
  mutating func accept(for size: PictureSize) -> [Effect] {
    if let entry = window?.selected {
      let listing = listing { $0.take(entry) }
      if entry.isFolder { return listing }
    }
    guard let text = window?.field.text, let last = text.last, last != "/" else { return [] }
    window?.problem = nil
    return read(Path(text), for: size)
  }

  /// Has a picture read that the user chose.
  mutating func read(_ path: Path, for size: PictureSize) -> [Effect] {
    pending = path
    return [.opener(.read(path: path, size))]
  }

  /// Ends the choice: it was made.
  mutating func succeed() {
    if let window { folder = window.folder }
    close()
  }

  /// Says in the window why the picture that was chosen cannot be read.
  ///
  /// - Returns: whether there is a window to say it in.
  mutating func fail(_ reason: String) -> Bool {
    pending = nil
    window?.problem = reason
    return window != nil
  }

  mutating func show(_ entries: [FolderEntry], of path: Path) { window?.show(entries, of: path) }
  mutating func fail(_ reason: String, listing path: Path) { window?.fail(reason, at: path) }
}
