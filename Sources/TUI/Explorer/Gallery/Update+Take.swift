import Dialects
import Engine
import Files
import Gallery
import Recipes

extension State {
  mutating func take(_ command: Command.Take) -> [Effect] {
    switch command {
    case .all: return takeAll(drawsAtOnce: false)
    case .again: return takeAll(drawsAtOnce: true)
    case .prompt: takePrompt()
    case .seed: takeSeed()
    case .allButSeed: return takeAllButSeed()
    case .begin: return beginFromKept()
    case .goOn: return goOn()
    case .between: return takeWay()
    case .copy: gallery.isCopying = true
    case .openElsewhere: return gallery.selected.map { [.gallery(.openElsewhere($0.path))] } ?? []
    }
    return [examination]
  }

  // MARK: All of it

  /// Takes over the recipe of the selected picture, and draws it where that is wanted.
  private mutating func takeAll(drawsAtOnce: Bool) -> [Effect] {
    guard let item = gallery.selected else { return [] }
    let recall = recall(of: item)
    guard let kept = item.recipe ?? recall?.recipe else { return [] }
    guard kept.model == facts.name else {
      guard !drawing.isRunning else {
        let name = ModelPlace.shortened(kept.model)
        let key = keyName(.drawing(.interrupt))
        say(.notice, "\(name) drew this: stop the drawing with \(key) first, or let it finish")
        return []
      }
      return open(
        ModelsState.Opening(
          name: kept.model, recipe: kept, path: item.path, drawsAtOnce: drawsAtOnce))
    }
    commitEntry()
    var effects = load(kept, item.path)
    if let recall, let foreign = item.foreign {
      say(.info, "\(foreign.program): \(Self.words(of: recall))\(undoes)")
    } else if let notice = originNotice(of: kept) {
      say(.info, "Recipe loaded, seed \(kept.seed)\(mending(of: kept)); \(notice)")
    } else {
      say(.info, "Recipe loaded, seed \(kept.seed)\(mending(of: kept)): \(drawAgain)\(undoes)")
    }
    if drawsAtOnce { effects += startRun() }
    return effects
  }

  /// What becomes of another program's picture, over the settings that there are.
  private func recall(of item: GalleryItem) -> Recall? {
    ForeignRecipe(item).flatMap { foreign in
      foreign.prompt == nil ? nil : Recall(foreign, for: facts, over: settings.recipe)
    }
  }

  /// What was taken over from another program, and what was not.
  private static func words(of recall: Recall) -> String {
    let taken = recall.taken.joined(separator: ", ") + " taken over"
    return recall.left.isEmpty ? taken : taken + ", not \(recall.left.joined(separator: ", "))"
  }

  /// How it becomes as it was, for the end of a sentence.
  private var undoes: String { ", \(keyName(.drawing(.undo), in: .text)) undoes it" }

  /// What of a kept recipe the open model cannot use or lacks, for the middle of a sentence.
  func mending(of kept: Recipe) -> String {
    let changed = facts.defaults.mended(kept).changed
    return changed.isEmpty
      ? "" : ", with this model's own values for " + changed.joined(separator: " and ")
  }

  /// How a recipe that was loaded is drawn, for the end of a sentence.
  var drawAgain: String { "\(keyName(.drawing(.run), in: .text)) draws it again" }

  /// Makes a kept recipe the one to draw next, as far as the open model can, and shows its picture.
  ///
  /// - Parameter path: the kept picture.
  mutating func load(_ kept: Recipe, _ path: Path?) -> [Effect] {
    undoing.note = undoing.note ?? UndoNote(label: "the recipe of “\(kept.prompt)”")
    type(kept)
    settings.recipe = facts.adapt(kept, from: nil)
    settings.recipe.origin = nil
    noteTexts()
    settings.seedIsRandom = false
    showExplorer()
    opener.input = nil
    opener.recalled = settings.recipe.input?.path
    drawing.preview.note(input: nil)
    settleSetting()
    var effects = [examination]
    // A run that goes on shows what it makes.
    if !drawing.isRunning, let path {
      let picture = gallery.loaded.flatMap { $0.path == path ? $0.picture : nil }
      drawing.recall(kept, picture)
      recalledPath = picture == nil ? path : nil
      if picture == nil { effects.append(.gallery(.readPicture(path: path))) }
    }
    return effects + (opener.recalled.map { [.opener(.read(path: $0, pictureSize))] } ?? [])
  }

  private mutating func showExplorer() {
    gallery.detail = nil
    screen = .explore
    focus = .prompt
  }

  // MARK: A part of it

  private mutating func takePrompt() {
    guard let item = gallery.selected, let prompt = item.prompt else { return }
    commitEntry()
    if let recipe = item.recipe {
      type(recipe)
    } else {
      styles.active = []
      drawing.prompt.replace(with: PromptVariants.literal(prompt))
      drawing.negative.replace(with: item.negative ?? "")
    }
    showExplorer()
    say(.info, "Prompt and negative prompt taken over, nothing else\(undoes)")
  }

  private mutating func takeSeed() {
    guard let text = gallery.selected?.seed else { return }
    guard let seed = UInt32(text) else {
      say(.notice, "The seed \(text) is not one that can be set here")
      return
    }
    commitEntry()
    settings.recipe.seed = seed
    settings.seedIsRandom = false
    showExplorer()
    say(.info, "The seed \(seed) is taken over and locked, nothing else\(undoes)")
  }

  private mutating func takeAllButSeed() -> [Effect] {
    guard let item = gallery.selected, let kept = item.recipe ?? recall(of: item)?.recipe else {
      return []
    }
    commitEntry()
    let (seed, mode) = (settings.recipe.seed, settings.seedMode)
    let effects = load(kept, nil)
    settings.recipe.seed = seed
    settings.seedMode = mode
    let other = kept.model == facts.name ? "" : " for \(ModelPlace.shortened(facts.name))"
    say(.info, "All but the seed taken over\(other)\(undoes)")
    return effects
  }

  /// Takes over the recipe of a picture, and the latent and tokens that it carries.
  private mutating func goOn() -> [Effect] {
    guard let item = gallery.selected, let metadata = item.metadata else { return [] }
    commitEntry()
    let effects = load(metadata.recipe, item.path)
    goingOn = item.path
    say(.info, "Reading the latent of the picture…")
    return effects + [.gallery(.goOn(from: item.path, metadata))]
  }

  /// Shows what the next run goes on from.
  mutating func goesOn(from path: Path, _ trace: PictureTrace) {
    guard goingOn == path, drawing.recalled != nil else { return }
    goingOn = nil
    let tab = drawing.preview.tab
    drawing.preview.note(.latent(trace.latent))
    if let tokens = trace.tokens { drawing.preview.note(.tokens(tokens)) }
    drawing.preview.tab = tab
    let made = trace.tokens == nil ? "Its latent is" : "Its latent and tokens are"
    let key = keyName(.drawing(.run), in: .text)
    say(.info, "\(made) taken over: with another Stage B, \(key) draws from there\(undoes)")
  }

  /// Takes over what lies in the middle between two marked pictures.
  private mutating func takeWay() -> [Effect] {
    let ends = gallery.targets.compactMap { gallery.items[$0]?.recipe }
    guard ends.count == 2 else { return [] }
    commitEntry()
    var recipe = ends[0]
    recipe.toward = .init(
      prompt: ends[1].prompt, negative: ends[1].negative, seed: ends[1].seed, share: 0.5)
    let effects = load(recipe, nil)
    say(
      .info,
      "Halfway to “\(ends[1].prompt)”: \(keyName(.drawing(.run), in: .text)) draws it\(undoes)")
    return effects
  }
}
