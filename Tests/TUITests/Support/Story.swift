import Engine
import Files
import Recipes
import Terminal
import wurst

/// The explorer without a terminal: keys in, screen text out.
///
/// Effects are performed at once, except that the events of a run wait until the story lets them
/// happen. The clock stands still unless it is moved.
struct Story {
  var state: State
  private(set) var effects: [Effect] = []
  private let painter: ScriptedPainter
  private let shelf: ScriptedShelf
  private var coming: [Action] = []

  init(
    _ painter: ScriptedPainter = ScriptedPainter(), shelf: ScriptedShelf = ScriptedShelf(),
    size: Size = Size(width: 100, height: 30), history: [String] = []
  ) {
    self.painter = painter
    self.shelf = shelf
    state = State(
      facts: painter.facts, size: size, history: history, folder: "/pictures/", randomness: 7)
  }

  var screen: String { frame.canvas.text }
  var frame: Frame<Part> { Frame(state) }

  mutating func type(_ text: String) {
    for character in text { press(.character(character)) }
  }

  mutating func press(_ keys: Key...) {
    for key in keys { apply(.key(key)) }
  }

  /// Moves to the settings and down to one of them.
  mutating func choose(_ setting: Setting) {
    press(.escape, .character("e"))
    for _ in Setting.allCases { press(.up) }
    while state.settings.marked != setting,
      state.settings.marked != state.settings.shown(state.facts).last
    { press(.down) }
  }

  mutating func apply(_ action: Action) {
    for effect in update(&state, action) { perform(effect) }
  }

  mutating func wait(_ seconds: Double) {
    state.now += seconds
    apply(.tick)
  }

  /// Lets so many events of the run happen, or all.
  mutating func advance(_ count: Int = .max) {
    for _ in 0..<min(count, coming.count) { apply(coming.removeFirst()) }
  }

  /// Lets events happen until `condition` holds of one of them.
  mutating func advance(until condition: (StageEvent) -> Bool) {
    while !coming.isEmpty {
      let action = coming.removeFirst()
      apply(action)
      if case .run(_, .stage(let event, _)) = action, condition(event) { return }
    }
  }

  private mutating func perform(_ effect: Effect) {
    effects.append(effect)
    switch effect {
    case .run(let run, .paint(let recipe)): paint(run, recipe)
    case .run(let run, .cancel):
      // What was not sent yet is never sent.
      coming = [.run(run, .ended(.cancelled, at: state.now))]
    case .run(let run, .keep(let picture, let recipe)):
      do {
        apply(.run(run, .kept(path: try shelf.keep(picture, recipe: recipe))))
      } catch {
        apply(.run(run, .keepFailed("\(error)")))
      }
    case .drawing(.examine(let prompt)):
      apply(.drawing(.examined(prompt: prompt, painter.examine(prompt))))
    case .models(let effect): perform(effect)
    case .opener(let effect): perform(effect)
    case .gallery(.read): apply(.gallery(.read(shelf.pictures())))
    case .gallery(.readPicture(let path)):
      do {
        apply(.gallery(.pictureRead(path: path, try shelf.load(path))))
      } catch {
        apply(.gallery(.pictureFailed(path: path, "\(error)")))
      }
    case .drawing(.saveHistory), .program: break
    }
  }

  private mutating func perform(_ effect: Effect.Models) {
    switch effect {
    case .list:
      let offers = painter.models().map { place in
        var offer = ModelOffer(place)
        do {
          offer.state = .known(try painter.look(into: place))
        } catch {
          offer.state = .unusable("\(error)")
        }
        return offer
      }
      apply(.models(.found(offers, isComplete: true)))
    case .open(let name):
      do {
        apply(.models(.opened(try painter.open(model: name))))
      } catch {
        apply(.models(.failed(name: name, "\(error)")))
      }
    }
  }

  private mutating func perform(_ effect: Effect.Opener) {
    func fitted(_ path: String, _ size: PictureSize) throws -> InputPicture {
      InputPicture(try shelf.open(path), fittedTo: size)
    }
    switch effect {
    case .read(let path, let size):
      do {
        apply(.opener(.read(path: path, try fitted(path, size))))
      } catch {
        apply(.opener(.failed(path: path, "\(error)")))
      }
    case .fit(let path, let size):
      if let picture = try? fitted(path, size) { apply(.opener(.fitted(picture))) }
    case .list(let path):
      do {
        apply(.opener(.folderRead(path: path, try shelf.entries(of: path))))
      } catch {
        apply(.opener(.folderFailed(path: path, "\(error)")))
      }
    }
  }

  private mutating func paint(_ run: RunID, _ recipe: Recipe) {
    let time = state.now
    let collector = Collector()
    let result: RunResult
    do {
      let inputs = RunInputs(picture: try recipe.input.map { try shelf.open($0.path).picture })
      let picture = try painter.paint(recipe, inputs: inputs, cancellation: Cancellation()) {
        collector.events.append($0)
      }
      result = .finished(picture)
    } catch {
      result = .failed("\(error)")
    }
    let events: [Action] = collector.events.enumerated().map { index, event in
      .run(run, .stage(event, at: time + 0.04 * Double(index)))
    }
    coming += events + [.run(run, .ended(result, at: time))]
  }

  private final class Collector {
    var events: [StageEvent] = []
  }
}
