import Engine
import Recipes

extension State {
  /// What a picture is begun from at first: enough of it stays, and enough is new.
  private static let usualStrength: Float = 0.6

  mutating func chooseInput(_ command: Command) -> [Effect] {
    switch command {
    case .openPicture: return openPicturePrompt()
    case .removeInput:
      removeInput()
      return []
    case .beginFromKept:
      guard let kept = gallery.selected, takesPictures() else { return [] }
      pendingInput = kept.path
      say(.info, "Reading the picture…")
      return [.openInput(path: kept.path, pictureSize)]
    case .candidateUp: opener?.move(-1)
    case .candidateDown: opener?.move(1)
    case .complete:
      let isOther = opener?.complete()
      return listIfNeeded(isOther)
    case .acceptPath: return accept()
    default: preconditionFailure("\(command) is not for a picture to begin from")
    }
    return []
  }

  mutating func openPicturePrompt() -> [Effect] {
    guard takesPictures() else { return [] }
    closeWindows()
    commitEntry()
    screen = .explore
    let opener = PicturePrompt(folder: pictureFolder)
    self.opener = opener
    return [.listFolder(opener.folder)]
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

  mutating func cutPath() -> [Effect] {
    let isOther = opener?.deletePart()
    return listIfNeeded(isOther)
  }

  private func listIfNeeded(_ isOther: Bool?) -> [Effect] {
    guard isOther == true, let opener else { return [] }
    return [.listFolder(opener.folder)]
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
    return [.openInput(path: path, pictureSize)]
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

  mutating func noteInput(_ action: Action) -> [Effect] {
    switch action {
    case .inputRead(let path, let picture):
      if path == pendingInput {
        take(picture, typed: path)
      } else if path == recalledInput {
        takeRecalled(picture)
      }
    case .inputFitted(let picture):
      if picture.path == recipe.input?.path { show(picture) }
    case .inputFailed(let path, let reason):
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
    default: break
    }
    return []
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
