import Engine
import Files
import Gallery
import Recipes

extension State {
  /// What a picture is begun from at first: enough of it stays, and enough is new.
  static let usualStrength: Float = 0.6

  mutating func open(_ command: Command.Opener) -> [Effect] {
    switch command {
    case .open: return openFile(for: .input)
    case .up: opener.move(-1)
    case .down: opener.move(1)
    case .complete: return opener.complete()
    case .accept: return opener.accept(for: pictureSize)
    case .cut: return opener.cut()
    case .drop: removeInput()
    }
    return []
  }

  /// Has a file chosen in a window.
  mutating func openFile(for use: Setting.Opened) -> [Effect] {
    guard use != .input || takesPictures() else { return [] }
    closeWindows()
    commitEntry()
    screen = .explore
    return opener.open(for: use)
  }

  /// Takes the file at a path that was typed.
  mutating func readFile(
    _ path: Path, for use: Setting.Opened, weight: Float = 1
  ) -> [Effect] {
    guard use != .input || takesPictures() else { return [] }
    return opener.read(path, for: use, pictureSize, weight: weight)
  }

  /// Begins from the picture that is selected in the gallery.
  mutating func beginFromKept() -> [Effect] {
    guard let kept = gallery.selected, takesPictures() else { return [] }
    say(.info, "Reading the picture…")
    return opener.read(kept.path, for: .input, pictureSize)
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
    case .maskRead(let path, let mask, let notices):
      if path == opener.pending { take(mask, notices) }
    case .loraChecked(let path, let lora, let slot):
      if path == opener.pending { take(lora, at: slot) }
    case .recipeRead(let path, let recipe):
      if path == opener.pending { goToward(recipe, of: path) }
    case .failed(let path, let reason):
      if path == opener.pending {
        fail(reason)
      } else if path == opener.recalled {
        opener.recalled = nil
        say(.error, "The picture that this one began from: \(reason)")
      }
    case .folderRead(let path, let entries):
      opener.show(entries, of: path)
      commandEntry?.show(entries, of: path)
    case .folderFailed(let path, let reason): opener.fail(reason, listing: path)
    }
  }

  private mutating func take(_ mask: Recipe.Input.Mask, _ notices: [String]) {
    opener.succeed()
    screen = .explore
    settings.recipe.input?.mask = mask
    // Where something new is drawn nothing of the old is wanted.
    if settings.recipe.input?.strength == Self.usualStrength { settings.recipe.input?.strength = 1 }
    settings.marked = .strength
    if notices.isEmpty {
      say(.success, "Something new is drawn where \(mask.path.name) is white, the rest stays")
    } else {
      say(.notice, notices.joined(separator: " "))
    }
  }

  private mutating func take(_ lora: Recipe.LoRA, at slot: Int) {
    opener.succeed()
    screen = .explore
    let loras = settings.recipe.loras
    let place = loras.firstIndex { $0.path == lora.path } ?? min(slot, loras.count)
    if place == settings.recipe.loras.count {
      settings.recipe.loras.append(lora)
    } else {
      settings.recipe.loras[place] = lora
    }
    settings.marked = .loraWeight(place)
    say(.success, "\(lora.path.name) changes Stage C; its weight is among the settings")
  }

  private mutating func goToward(_ recipe: Recipe, of path: Path) {
    guard recipe.model == facts.name else {
      let name = ModelPlace.shortened(recipe.model)
      fail("\(name) drew it, and no way leads from one model to another")
      return
    }
    guard recipe.start == .noise, recipe.toward == nil else {
      fail("No way leads to a picture that was begun from another one or is on a way itself")
      return
    }
    opener.succeed()
    screen = .explore
    goToward(recipe.prompt, negative: recipe.negative, seed: recipe.seed)
  }

  /// Says why a file that was chosen is of no use.
  private mutating func fail(_ reason: String) {
    if !opener.fail(reason) { say(.error, reason) }
  }

  private mutating func take(_ picture: InputPicture) {
    opener.succeed()
    screen = .explore
    let before = settings.recipe.input
    settings.recipe.input = Recipe.Input(
      path: picture.path, fingerprint: picture.fingerprint,
      strength: before?.strength ?? Self.usualStrength,
      mask: before?.path == picture.path ? before?.mask : nil)
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
