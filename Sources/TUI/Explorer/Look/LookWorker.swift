/// Reads themes and preferences, in the background.
final class LookWorker: Sendable {
  private let themes: any ThemeShelf
  private let preferences: any Preferences
  private let queues: WorkQueues
  private let post: @Sendable (Action) -> Void

  init(
    _ themes: any ThemeShelf, _ preferences: any Preferences, _ queues: WorkQueues,
    post: @escaping @Sendable (Action) -> Void
  ) {
    self.themes = themes
    self.preferences = preferences
    self.queues = queues
    self.post = post
  }

  func perform(_ effect: Effect.Look) {
    queues.folders.add { [self] in
      switch effect {
      case .list(let ground): post(.look(.found(themes.offers(on: ground))))
      }
    }
  }

  func perform(_ effect: Effect.Preferences) {
    queues.keeping.add { [self] in
      switch effect {
      case .list: post(.preferences(.found(preferences.all())))
      case .set(let name, let value):
        do {
          try preferences.set(name, to: value)
          post(.preferences(.changed(name: name, to: value, preferences.all())))
        } catch {
          post(.preferences(.failed(Failure(error).message)))
        }
      }
    }
  }
}
