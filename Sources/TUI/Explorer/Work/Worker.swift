import CTerminal
import Dispatch
package import Engine
import Files
package import Recipes
import Synchronization

/// Performs in the background what takes long, and posts how it went.
package final class Worker: Sendable {
  private struct Jobs {
    var cancellation: Cancellation?
    /// The prompt to examine next.
    var prompt: String?
    /// The picture to fit next.
    var input: (path: String, size: PictureSize)?
    /// The folder to list next.
    var folder: String?
  }

  private let painter: any Painter
  private let shelf: any PictureShelf
  private let inputs: InputCache
  private let mailbox: Mailbox
  private let clock: @Sendable () -> Double
  private let saveHistory: @Sendable ([String]) -> Void
  private let jobs = Mutex(Jobs())
  private let preparation = Cancellation()
  /// One run at a time, below the priority of the screen.
  private let painting = DispatchQueue(label: "wurst.painter", qos: .utility)
  private let files = DispatchQueue(label: "wurst.files", qos: .userInitiated)
  private let words = DispatchQueue(label: "wurst.words", qos: .userInitiated)
  private let models = DispatchQueue(label: "wurst.models", qos: .userInitiated)
  private let folders = DispatchQueue(label: "wurst.folders", qos: .userInitiated)

  /// - Parameters:
  ///   - clock: seconds on the clock of the state, from any thread.
  ///   - saveHistory: writes the prompts that were run.
  package init(
    painter: any Painter, shelf: any PictureShelf, mailbox: Mailbox,
    clock: @escaping @Sendable () -> Double,
    saveHistory: @escaping @Sendable ([String]) -> Void = { _ in }
  ) {
    self.painter = painter
    self.shelf = shelf
    inputs = InputCache(shelf)
    self.mailbox = mailbox
    self.clock = clock
    self.saveHistory = saveHistory
  }

  /// Computes what every run of the open model needs, before the first.
  package func prepare() {
    painting.async { [self] in
      wurst_thread_yield()
      do {
        if let table = try painter.tokenColours(cancellation: preparation) {
          mailbox.post(.drawing(.tokenColours(table)))
        }
      } catch {
        mailbox.post(.drawing(.tokenColoursFailed(Failure(error).message)))
      }
    }
  }

  package func paint(run: RunID, _ recipe: Recipe) {
    let cancellation = Cancellation()
    jobs.withLock { $0.cancellation = cancellation }
    painting.async { [self] in
      wurst_thread_yield()
      let result: RunResult
      do {
        try cancellation.check()
        let inputs = try inputs.inputs(of: recipe)
        let picture = try painter.paint(recipe, inputs: inputs, cancellation: cancellation) {
          [self] event in mailbox.post(.run(run, .stage(event, at: clock())))
        }
        result = .finished(picture)
      } catch is CancellationError {
        result = .cancelled
      } catch {
        result = .failed(Failure(error).message)
      }
      mailbox.post(.run(run, .ended(result, at: clock())))
    }
  }

  package func cancel() {
    jobs.withLock { $0.cancellation }?.request()
  }

  /// Examines the latest prompt; ones that were typed over are left out.
  package func examine(_ prompt: String) {
    let isIdle = jobs.withLock { jobs in
      defer { jobs.prompt = prompt }
      return jobs.prompt == nil
    }
    guard isIdle else { return }
    words.async { [self] in
      guard let prompt = jobs.withLock({ $0.prompt.take() }) else { return }
      mailbox.post(.drawing(.examined(prompt: prompt, painter.examine(prompt))))
    }
  }

  package func keep(run: RunID, _ picture: Picture, _ recipe: Recipe) {
    files.async { [self] in
      do {
        mailbox.post(.run(run, .kept(path: try shelf.keep(picture, recipe: recipe))))
      } catch {
        mailbox.post(.run(run, .keepFailed(Failure(error).message)))
      }
    }
  }

  package func readGallery() {
    files.async { [self] in
      do {
        mailbox.post(.gallery(.read(try shelf.pictures())))
      } catch {
        mailbox.post(.gallery(.failed(Failure(error).message)))
      }
    }
  }

  package func readPicture(path: String) {
    files.async { [self] in
      do {
        mailbox.post(.gallery(.pictureRead(path: path, try shelf.load(path))))
      } catch {
        mailbox.post(.gallery(.pictureFailed(path: path, Failure(error).message)))
      }
    }
  }

  /// Lists the models, first by name alone, then one by one with what their headers say.
  package func listModels() {
    models.async { [self] in
      var offers = painter.models().map { ModelOffer($0) }
      mailbox.post(.models(.found(offers, isComplete: offers.isEmpty)))
      for index in offers.indices {
        do {
          offers[index].state = .known(try painter.look(into: offers[index].model))
        } catch {
          offers[index].state = .unusable(Failure(error).message)
        }
        mailbox.post(.models(.found(offers, isComplete: index == offers.count - 1)))
      }
    }
  }

  package func open(model name: String) {
    models.async { [self] in
      do {
        mailbox.post(.models(.opened(try painter.open(model: name))))
        prepare()
      } catch {
        mailbox.post(.models(.failed(name: name, Failure(error).message)))
      }
    }
  }

  /// Reads a picture to begin from, as its file is now, and fits it to `size`.
  package func openInput(path: String, size: PictureSize) {
    files.async { [self] in
      do {
        mailbox.post(
          .opener(.read(path: path, InputPicture(try inputs.open(path), fittedTo: size))))
      } catch {
        mailbox.post(.opener(.failed(path: path, Failure(error).message)))
      }
    }
  }

  /// Fits the picture that was opened to another size; of several sizes the latest.
  package func fitInput(path: String, size: PictureSize) {
    let isIdle = jobs.withLock { jobs in
      defer { jobs.input = (path, size) }
      return jobs.input == nil
    }
    guard isIdle else { return }
    files.async { [self] in
      guard let (path, size) = jobs.withLock({ $0.input.take() }) else { return }
      do {
        mailbox.post(.opener(.fitted(InputPicture(try inputs.latest(path), fittedTo: size))))
      } catch {
        mailbox.post(.opener(.failed(path: path, Failure(error).message)))
      }
    }
  }

  /// Lists a folder; of several the latest.
  package func list(folder path: String) {
    let isIdle = jobs.withLock { jobs in
      defer { jobs.folder = path }
      return jobs.folder == nil
    }
    guard isIdle else { return }
    folders.async { [self] in
      guard let path = jobs.withLock({ $0.folder.take() }) else { return }
      do {
        mailbox.post(.opener(.folderRead(path: path, try shelf.entries(of: path))))
      } catch {
        mailbox.post(.opener(.folderFailed(path: path, Failure(error).message)))
      }
    }
  }

  package func save(history: [String]) {
    files.async { [self] in saveHistory(history) }
  }

  /// Stops what is computed, and waits for files that are being written.
  package func finish() {
    cancel()
    preparation.request()
    files.sync {}
    // A run ends within a block of the network; the process must not go away under it.
    let over = DispatchSemaphore(value: 0)
    painting.async { over.signal() }
    _ = over.wait(timeout: .now() + 1)
  }
}
