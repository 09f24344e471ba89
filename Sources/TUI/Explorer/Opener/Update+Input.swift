import Engine
import Recipes

extension State {
  /// What a picture is begun from at first: enough of it stays, and enough is new.
  private static let usualStrength: Float = 0.6

  mutating func open(_ command: Command.Opener) -> [Effect] {
    switch command {
    case .open: return openPicturePrompt()
    case .drop: removeInput()
    case .up: opener?.move(-1)
    case .down: opener?.move(1)
    case .complete:
      let isOther = opener?.complete()
      return listIfNeeded(isOther)
    case .accept: return accept()
    case .cut:
      let isOther = opener?.deletePart()
      return listIfNeeded(isOther)
    }
    return []
  }

  /// Begins from the picture that is selected in the gallery.
  mutating func beginFromKept() -> [Effect] {
    guard let kept = gallery.selected, takesPictures() else { return [] }
    pendingInput = kept.path
    say(.info, "Reading the picture…")
    return [.opener(.read(path: kept.path, pictureSize))]
  }

  mutating func openPicturePrompt() -> [Effect] {
    guard takesPictures() else { return [] }
    closeWindows()
    commitEntry()
    screen = .explore
    let opener = PicturePrompt(folder: pictureFolder)
    self.opener = opener
    return [.opener(.list(folder: opener.folder))]
  }

  /// Whether the model can begin from a picture; says why it cannot.
  private mutating func takesPictures() -> Bool {
    guard let problem = facts.inputProblem else { return true }
    say(.error, "\(ModelPlace.shortened(facts.name)) cannot begin from a picture: \(problem)")
    return false
  }

  /// Changes the path that is typed.
  mutating func editPath(_ change: (inout PromptField) -> Void) -> [Effect] {
    let isOther = opener?.edit(change)
    return listIfNeeded(isOther)
  }

  private func listIfNeeded(_ isOther: Bool?) -> [Effect] {
    guard isOther == true, let opener else { return [] }
    return [.opener(.list(folder: opener.folder))]
  }

  /// Enters the marked folder, or reads the marked picture, or what is typed.
  private mutating func accept() -> [Effect] {
    guard var opener else { return [] }
    if let entry = opener.selected {
      let isOther = opener.take(entry)
      self.opener = opener
      if entry.isFolder { return listIfNeeded(isOther) }
    }
    let path = opener.field.text
    guard let last = path.last, last != "/" else { return [] }
    pendingInput = path
    self.opener?.problem = nil
    return [.opener(.read(path: path, pictureSize))]
  }

  mutating func removeInput() {
    guard recipe.start != .noise else { return }
    recipe.start = .noise
    input = nil
    recalledInput = nil
    preview.note(input: nil)
    settleSetting()
    say(.info, "The picture is taken away: drawing begins from noise")
  }

  mutating func note(_ action: Action.Opener) {
    switch action {
    case .read(let path, let picture):
      if path == pendingInput {
        take(picture, typed: path)
      } else if path == recalledInput {
        takeRecalled(picture)
      }
    case .fitted(let picture):
      if picture.path == recipe.input?.path { show(picture) }
    case .failed(let path, let reason):
      if path == pendingInput {
        pendingInput = nil
        if opener != nil {
          opener?.problem = reason
        } else {
          say(.error, reason)
        }
      } else if path == recalledInput {
        recalledInput = nil
        say(.error, "The picture that this one began from: \(reason)")
      }
    case .folderRead(let path, let entries): opener?.show(entries, of: path)
    case .folderFailed(let path, let reason): opener?.fail(reason, at: path)
    }
  }

  private mutating func take(_ picture: InputPicture, typed path: String) {
    pendingInput = nil
    if let opener { pictureFolder = opener.folder }
    opener = nil
    screen = .explore
    let strength = recipe.input?.strength ?? Self.usualStrength
    recipe.input = Recipe.Input(
      path: picture.path, fingerprint: picture.fingerprint, strength: strength)
    show(picture)
    preview.tab = .input
    if isRunning { preview.follows = false }
    setting = .strength
    say(.success, "Drawing begins from this picture; its strength is among the settings")
  }

  private mutating func takeRecalled(_ picture: InputPicture) {
    recalledInput = nil
    guard let input = recipe.input else { return }
    show(picture)
    guard input.fingerprint != picture.fingerprint else { return }
    recipe.input?.fingerprint = picture.fingerprint
    say(.notice, "\(picture.name) has changed since: what is drawn will differ")
  }

  private mutating func show(_ picture: InputPicture) {
    input = picture
    preview.note(input: picture.fitted)
  }
}
