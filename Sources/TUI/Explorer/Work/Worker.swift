import Dispatch
import Engine
import Files
import Recipes
import Synchronization

/// Performs what `update` wants done, and posts what comes of it.
///
/// What takes long happens in the background.
package final class Worker: Sendable {
  private let painter: any Painter
  private let shelf: any PictureShelf
  private let gallery: GalleryWorker
  private let look: LookWorker
  private let inputs: InputCache
  private let queues: WorkQueues
  private let clock: @Sendable () -> Double
  private let saveHistory: @Sendable (PromptSide, [String]) -> Void
  private let library: PromptLibrary
  private let saveHint: @Sendable (Hint) -> Void
  private let presets: any PresetShelf
  private let saveSession: @Sendable (Session) throws -> Void
  private let post: @Sendable (Action) -> Void
  /// Of the runs that were asked for and are not over.
  private let runs = Mutex<[RunID: Cancellation]>([:])
  /// Requested when the program ends.
  private let ending = Cancellation()
  private let prompts = LatestOnly<PromptExamination>()
  private let forecasts = LatestOnly<Recipe>()
  private let sessions = LatestOnly<Session>()
  private let fits = LatestOnly<(path: Path, size: PictureSize)>()
  private let listings = LatestOnly<(path: Path, use: Setting.Opened)>()

  /// - Parameters:
  ///   - catalogue: the gallery.
  ///   - clock: seconds on the clock of the state, from any thread.
  ///   - saveSession: writes what comes back at the next start.
  ///   - saveHistory: writes the prompts that were run.
  ///   - saveHint: writes down that a hint was told.
  ///   - post: takes an action, from any thread.
  package init(
    painter: any Painter, shelf: any PictureShelf, catalogue: any Catalogue,
    viewer: any PictureViewer, queues: WorkQueues = WorkQueues(),
    clock: @escaping @Sendable () -> Double,
    saveHistory: @escaping @Sendable (PromptSide, [String]) -> Void = { _, _ in },
    saveHint: @escaping @Sendable (Hint) -> Void = { _ in },
    library: PromptLibrary = PromptLibrary(environment: Invocation.environment),
    saveSession: @escaping @Sendable (Session) throws -> Void = { _ in },
    presets: any PresetShelf = NoPresets(),
    themes: any ThemeShelf = NoThemes(), preferences: any Preferences = NoPreferences(),
    post: @escaping @Sendable (Action) -> Void
  ) {
    self.saveHint = saveHint
    self.library = library
    self.painter = painter
    self.shelf = shelf
    inputs = InputCache(shelf)
    self.queues = queues
    self.clock = clock
    self.saveHistory = saveHistory
    self.saveSession = saveSession
    self.presets = presets
    self.post = post
    look = LookWorker(themes, preferences, queues, post: post)
    gallery = GalleryWorker(
      catalogue, shelf: shelf, painter: painter, viewer: viewer, queues: queues, ending: ending,
      post: post)
  }

  /// Computes what every run of the open model needs, before the first.
  package func prepare() {
    queues.painting.add { [self] in
      do {
        if let table = try painter.tokenColours(cancellation: ending) {
          post(.drawing(.tokenColours(table)))
        }
      } catch {
        post(.drawing(.tokenColoursFailed(Failure(error).message)))
      }
    }
  }

  /// Begins what `effect` asks for.
  ///
  /// - Returns: what the program has to do itself.
  @discardableResult
  package func perform(_ effect: Effect) -> Effect.Program? {
    switch effect {
    case .program(let effect): return effect
    case .run(let id, let effect): perform(effect, of: id)
    case .drawing(let effect): perform(effect)
    case .styles(let effect): perform(effect)
    case .settings(let effect): perform(effect)
    case .gallery(let effect): gallery.perform(effect)
    case .compare(let effect): gallery.perform(effect)
    case .models(let effect): perform(effect)
    case .opener(let effect): perform(effect)
    case .look(let effect): look.perform(effect)
    case .preferences(let effect): look.perform(effect)
    }
    return nil
  }

  /// Stops what is computed, and waits for what would be lost.
  ///
  /// That is pictures that are being kept, and the history; anything else may never end.
  ///
  /// - Parameters:
  ///   - limit: the seconds to wait at most.
  ///   - tell: called where it takes longer than a moment.
  ///   - isUrgent: whether to wait no longer.
  @discardableResult
  package func finish(
    within limit: Double = 10, tell: () -> Void = {}, unless isUrgent: () -> Bool = { false }
  ) -> Ending {
    for cancellation in runs.withLock({ Array($0.values) }) { cancellation.request() }
    ending.request()
    let (kept, painted) = (end(of: queues.keeping), end(of: queues.painting))
    // A run ends within a block of the network.
    let isIdle = painted.wait(timeout: .now() + 0.4) == .success
    if kept.wait(timeout: .now() + 0.2) == .success { return Ending(isKept: true, isIdle: isIdle) }
    tell()
    let deadline = DispatchTime.now() + limit
    while .now() < deadline, !isUrgent() {
      if kept.wait(timeout: min(deadline, .now() + 0.1)) == .success {
        return Ending(isKept: true, isIdle: isIdle)
      }
    }
    return Ending(isKept: false, isIdle: isIdle)
  }

  /// What became of the work.
  package struct Ending: Equatable, Sendable {
    /// Whether all that was to be kept is on the disk.
    package let isKept: Bool
    /// Whether nothing is computed any more.
    package let isIdle: Bool
  }

  /// Signalled when everything that is in the queue by now is done.
  private func end(of queue: any JobQueue) -> DispatchSemaphore {
    let over = DispatchSemaphore(value: 0)
    queue.add { over.signal() }
    return over
  }

  /// Posts what `work` makes, or why it fails.
  private func post(or failure: (String) -> Action, _ work: () throws -> Action) {
    do {
      post(try work())
    } catch {
      post(failure(Failure(error).message))
    }
  }
}

// MARK: Runs

extension Worker {
  private func perform(_ effect: Effect.Run, of id: RunID) {
    switch effect {
    case .paint(let recipe): paint(recipe, id)
    case .cancel: runs.withLock { $0[id] }?.request()
    case .keep(let picture, let recipe):
      queues.keeping.add { [self] in
        post(or: { .run(id, .keepFailed($0)) }) {
          .run(id, .kept(path: try shelf.keep(picture, recipe: recipe)))
        }
      }
    }
  }

  private func paint(_ recipe: Recipe, _ id: RunID) {
    let cancellation = Cancellation()
    runs.withLock { $0[id] = cancellation }
    queues.painting.add { [self] in
      let result: RunResult
      do {
        try cancellation.check()
        let inputs = try inputs.inputs(of: recipe, cancellation)
        let trace = try painter.paint(recipe, inputs: inputs, cancellation: cancellation) {
          [self] event in post(.run(id, .stage(event, at: clock())))
        }
        result = .finished(trace)
        record(trace, id)
      } catch is CancellationError {
        result = .cancelled
      } catch {
        result = .failed(Failure(error).message)
      }
      runs.withLock { $0[id] = nil }
      post(.run(id, .ended(result, at: clock())))
    }
  }

  private func record(_ trace: Trace, _ id: RunID) {
    queues.keeping.add { [self] in
      do {
        try shelf.record(trace)
      } catch {
        post(.run(id, .recordFailed(Failure(error).message)))
      }
    }
  }

  private func expand(_ text: String) {
    do {
      post(.drawing(.expanded(try library.variants(of: text))))
    } catch {
      let fault = error as? VariantError
      let place = fault?.line == nil ? fault?.place : nil
      post(.drawing(.expansionFailed(text, Failure(error).message, place: place)))
    }
  }

  private func perform(_ effect: Effect.Styles) {
    switch effect {
    case .read:
      queues.folders.add { [self] in
        let (styles, problems) = library.styles.read()
        post(
          .styles(
            .read(
              styles, problems: problems.map(\.description), path: library.styles.path.text)))
      }
    }
  }

  private func perform(_ effect: Effect.Settings) {
    queues.keeping.add { [self] in
      var said: Message?
      do {
        switch effect {
        case .listPresets: break
        case .savePreset(let preset):
          try presets.save(preset)
          said = Message(.success, "The settings are kept as the preset \(preset.name)")
        case .forgetPreset(let name):
          try presets.forget(name)
          said = Message(.info, "The preset \(name) is forgotten")
        }
      } catch {
        post(.settings(.presetFailed(Failure(error).message)))
        return
      }
      let (all, problem) = presets.all()
      post(.settings(.presets(all, problem.map { Message(.notice, $0) } ?? said)))
    }
  }

  private func perform(_ effect: Effect.Drawing) {
    switch effect {
    case .examine(let texts, let styles, let emphasis):
      let examination = PromptExamination(texts: texts, styles: styles, emphasis: emphasis)
      prompts.submit(examination, to: queues.words) { [self] examination in
        let reports = examination.reports(of: painter, library)
        post(.drawing(.examined(examination.texts, reports)))
      }
    case .expand(let text): queues.folders.add { [self] in expand(text) }
    case .foresee(let recipe):
      forecasts.submit(recipe, to: queues.words) { [self] recipe in
        post(.drawing(.foreseen(recipe, painter.foresee(recipe))))
      }
    case .saveHistory(let side, let texts):
      queues.keeping.add { [self] in saveHistory(side, texts) }
    case .saveHint(let hint): queues.keeping.add { [self] in saveHint(hint) }
    case .saveSession(let session):
      sessions.submit(session, to: queues.keeping) { [self] session in
        do {
          try saveSession(session)
        } catch {
          post(.drawing(.sessionNotSaved(Failure(error).message)))
        }
      }
    }
  }
}

// MARK: Files and models

extension Worker {
  private func perform(_ effect: Effect.Models) {
    queues.models.add { [self] in
      switch effect {
      case .list: listModels()
      case .open(let name):
        do {
          post(.models(.opened(try painter.open(model: name))))
          prepare()
        } catch {
          post(.models(.failed(name: name, Failure(error).message)))
        }
      }
    }
  }

  /// Lists the models, first by name alone, then one by one with what their headers say.
  private func listModels() {
    var offers = painter.models().map { ModelOffer($0) }
    post(.models(.found(offers, isComplete: offers.isEmpty)))
    for index in offers.indices {
      do {
        offers[index].state = .known(try painter.look(into: offers[index].model))
      } catch {
        offers[index].state = .unusable(Failure(error).message)
      }
      post(.models(.found(offers, isComplete: index == offers.count - 1)))
    }
  }

  private func perform(_ effect: Effect.Opener) {
    switch effect {
    case .read(let path, let size):
      queues.files.add { [self] in
        post(or: { .opener(.failed(path: path, $0)) }) {
          .opener(
            .read(
              path: path,
              try InputPicture(inputs.open(path, ending), fittedTo: size, ending)))
        }
      }
    case .fit(let path, let size):
      fits.submit((path, size), to: queues.files) { [self] path, size in
        post(or: { .opener(.failed(path: path, $0)) }) {
          .opener(
            .fitted(try InputPicture(inputs.latest(path, ending), fittedTo: size, ending)))
        }
      }
    case .readMask(let path):
      queues.files.add { [self] in
        post(or: { .opener(.failed(path: path, $0)) }) {
          let file = try shelf.open(path, as: .mask, ending)
          let mask = Recipe.Input.Mask(path: file.path, fingerprint: file.fingerprint)
          return .opener(.maskRead(path: path, mask, notices: file.notices))
        }
      }
    case .readRecipe(let path):
      queues.files.add { [self] in
        post(or: { .opener(.failed(path: path, $0)) }) {
          .opener(.recipeRead(path: path, try shelf.recipe(in: path)))
        }
      }
    // Another model may be on its way.
    case .check(let asked, let slot):
      queues.models.add { [self] in
        let path = asked.path
        post(or: { .opener(.failed(path: path, $0)) }) {
          let lora = Recipe.LoRA(path: Path(typed: path.text).absolute, weight: asked.weight)
          try painter.check([lora])
          return .opener(.loraChecked(path: path, lora, at: slot))
        }
      }
    case .list(let path, let use):
      listings.submit((path, use), to: queues.folders) { [self] path, use in
        post(or: { .opener(.folderFailed(path: path, $0)) }) {
          .opener(.folderRead(path: path, try shelf.entries(of: path, ending: use.endings)))
        }
      }
    }
  }
}
