package import Files
package import Recipes

/// The picture that drawing begins from, and how it and other files are chosen.
package struct OpenerState: Sendable {
  /// The window in which a path is typed; nil while it is closed.
  package private(set) var window: PathPrompt?
  /// The picture that the recipe begins from, as it is shown.
  package var input: InputPicture?
  /// What a file is chosen for.
  package private(set) var use = Setting.Opened.input
  /// The path of a file that is read because the user chose it.
  package private(set) var pending: Path?
  /// The input of a recipe from the gallery that is being read.
  package var recalled: Path?
  /// Where files were looked for last, as it is typed.
  private(set) var folder: String

  /// - Parameter folder: where files are looked for first.
  package init(folder: String) { self.folder = folder }

  mutating func open(for use: Setting.Opened) -> [Effect] {
    let window = PathPrompt(folder: folder)
    self.window = window
    self.use = use
    return [.opener(.list(folder: Path(window.folder), for: use))]
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
  private mutating func listing(_ change: (inout PathPrompt) -> Bool) -> [Effect] {
    guard var window else { return [] }
    let isOther = change(&window)
    self.window = window
    return isOther ? [.opener(.list(folder: Path(window.folder), for: use))] : []
  }

  /// Enters the marked folder, or has the marked file read, or what is typed.
  mutating func accept(for size: PictureSize) -> [Effect] {
    if let entry = window?.selected {
      let listing = listing { $0.take(entry) }
      if entry.isFolder { return listing }
    }
    guard let text = window?.field.text, let last = text.last, last != "/" else { return [] }
    window?.problem = nil
    return read(Path(text), for: use, size)
  }

  /// Has a file read that the user chose.
  ///
  /// - Parameters:
  ///   - size: that a picture is fitted to.
  ///   - weight: of a LoRA.
  mutating func read(
    _ path: Path, for use: Setting.Opened, _ size: PictureSize, weight: Float = 1
  ) -> [Effect] {
    pending = path
    self.use = use
    switch use {
    case .input: return [.opener(.read(path: path, size))]
    case .mask: return [.opener(.readMask(path: path))]
    case .lora(let slot):
      return [.opener(.check(Recipe.LoRA(path: path, weight: weight), at: slot))]
    case .toward: return [.opener(.readRecipe(path: path))]
    }
  }

  /// Ends the choice: it was made.
  mutating func succeed() {
    if let window {
      folder = window.folder
    } else if let typed = pending?.text, let slash = typed.lastIndex(of: "/") {
      folder = String(typed[...slash])
    }
    close()
  }

  /// Says in the window why the file that was chosen cannot be read.
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
