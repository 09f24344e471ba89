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
  private var painting = 0

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
    while state.setting != setting, state.setting != state.settings.last { press(.down) }
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
      if case .stage(_, let event, _) = action, condition(event) { return }
    }
  }

  private mutating func perform(_ effect: Effect) {
    effects.append(effect)
    switch effect {
    case .paint(let run, let recipe): paint(run, recipe)
    case .cancel:
      // What was not sent yet is never sent.
      coming = [.ended(run: painting, .cancelled, at: state.now)]
    case .examine(let prompt): apply(.examined(prompt: prompt, painter.examine(prompt)))
    case .listModels, .openModel: performModel(effect)
    case .openInput, .fitInput, .listFolder: performInput(effect)
    case .keep(let run, let picture, let recipe):
      do {
        apply(.kept(run: run, path: try shelf.keep(picture, recipe: recipe)))
      } catch {
        apply(.keepFailed("\(error)"))
      }
    case .readGallery: apply(.galleryRead(shelf.pictures()))
    case .readPicture(let path):
      do {
        apply(.pictureRead(path: path, try shelf.load(path)))
      } catch {
        apply(.pictureFailed(path: path, "\(error)"))
      }
    case .saveHistory, .suspend, .redraw, .quit: break
    }
  }

  private mutating func performModel(_ effect: Effect) {
    switch effect {
    case .listModels:
      let offers = painter.models().map { place in
        var offer = ModelOffer(place)
        do {
          offer.state = .known(try painter.look(into: place))
        } catch {
          offer.state = .unusable("\(error)")
        }
        return offer
      }
      apply(.modelsFound(offers, isComplete: true))
    case .openModel(let name):
      do {
        apply(.modelOpened(try painter.open(model: name)))
      } catch {
        apply(.modelFailed(name: name, "\(error)"))
      }
    default: break
    }
  }

  private mutating func performInput(_ effect: Effect) {
    func fitted(_ path: String, _ size: PictureSize) throws -> InputPicture {
      InputPicture(try shelf.open(path), fittedTo: size)
    }
    switch effect {
    case .openInput(let path, let size):
      do {
        apply(.inputRead(path: path, try fitted(path, size)))
      } catch {
        apply(.inputFailed(path: path, "\(error)"))
      }
    case .fitInput(let path, let size):
      if let picture = try? fitted(path, size) { apply(.inputFitted(picture)) }
    case .listFolder(let path):
      do {
        apply(.folderRead(path: path, try shelf.entries(of: path)))
      } catch {
        apply(.folderFailed(path: path, "\(error)"))
      }
    default: break
    }
  }

  private mutating func paint(_ run: Int, _ recipe: Recipe) {
    painting = run
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
      .stage(run: run, event, at: time + 0.04 * Double(index))
    }
    coming += events + [.ended(run: run, result, at: time)]
  }

  private final class Collector {
    var events: [StageEvent] = []
  }
}
