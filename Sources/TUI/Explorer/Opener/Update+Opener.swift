import Engine
import Gallery
import Recipes

extension State {
  /// What a picture is begun from at first: enough of it stays, and enough is new.
  static let usualStrength: Float = 0.6

  mutating func open(_ command: Command.Opener) -> [Effect] {
    switch command {
    case .open: return openPicturePrompt()
    case .up: opener.move(-1)
    case .down: opener.move(1)
    case .complete: return opener.complete()
    case .accept: return opener.accept(for: pictureSize)
    case .cut: return opener.cut()
    case .drop: removeInput()
    }
    return []
  }

  mutating func openPicturePrompt() -> [Effect] {
    guard takesPictures() else { return [] }
    closeWindows()
    commitEntry()
    screen = .explore
    return opener.open()
  }

  /// Begins from the picture that is selected in the gallery.
  mutating func beginFromKept() -> [Effect] {
    guard let kept = gallery.selected, takesPictures() else { return [] }
    say(.info, "Reading the picture…")
    return opener.read(kept.path, for: pictureSize)
  }

  /// Whether the model can begin from a picture; says why it cannot.
  private mutating func takesPictures() -> Bool {
    guard let problem = facts.inputProblem else { return true }
    say(.error, "\(ModelPlace.shortened(facts.name)) cannot begin from a picture: \(problem)")
    return false
  }

  mutating func removeInput() {
    guard settings.recipe.start != .noise else { return }
    settings.recipe.start = .noise
    opener.input = nil
    opener.recalled = nil
    drawing.preview.note(input: nil)
    settleSetting()
    say(.info, "The picture is taken away: drawing begins from noise")
  }

  mutating func note(_ action: Action.Opener) {
    switch action {
    case .read(let path, let picture):
      if path == opener.pending {
        take(picture)
      } else if path == opener.recalled {
        takeRecalled(picture)
      }
    case .fitted(let picture):
      if picture.path == settings.recipe.input?.path { show(picture) }
    case .failed(let path, let reason):
      if path == opener.pending {
        if !opener.fail(reason) { say(.error, reason) }
      } else if path == opener.recalled {
        opener.recalled = nil
        say(.error, "The picture that this one began from: \(reason)")
      }
    case .folderRead(let path, let entries): opener.show(entries, of: path)
    case .folderFailed(let path, let reason): opener.fail(reason, listing: path)
    }
  }

  private mutating func take(_ picture: InputPicture) {
    opener.succeed()
    screen = .explore
    let strength = settings.recipe.input?.strength ?? Self.usualStrength
    settings.recipe.input = Recipe.Input(
      path: picture.path, fingerprint: picture.fingerprint, strength: strength)
    show(picture)
    drawing.preview.tab = .input
    if drawing.isRunning { drawing.preview.follows = false }
    settings.marked = .strength
    if picture.notices.isEmpty {
      say(.success, "Drawing begins from this picture; its strength is among the settings")
    } else {
      say(.notice, picture.notices.joined(separator: " "))
    }
  }

  private mutating func takeRecalled(_ picture: InputPicture) {
    opener.recalled = nil
    guard let input = settings.recipe.input else { return }
    show(picture)
    guard input.fingerprint != picture.fingerprint else { return }
    settings.recipe.input?.fingerprint = picture.fingerprint
    say(.notice, "\(picture.name) has changed since: what is drawn will differ")
  }

  private mutating func show(_ picture: InputPicture) {
    opener.input = picture
    drawing.preview.note(input: picture.fitted)
  }
}
