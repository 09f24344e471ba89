import Gallery
import Recipes
import Terminal

extension State {
  /// Why `command` can do nothing now, as a sentence; nil where it can.
  package func obstacle(to command: Command) -> String? {
    switch command {
    case .drawing(let command): obstacle(to: command)
    case .view(let command): obstacle(to: command)
    case .gallery(let command): obstacle(to: command)
    case .judge(let command): obstacle(to: command)
    case .take(let command): obstacle(to: command)
    case .copy(let command): obstacle(to: command)
    case .line(let command): obstacle(to: command)
    case .compare(let command): obstacle(to: command)
    case .models(let command): obstacle(to: command)
    case .opener(let command): obstacle(to: command)
    case .edit(let command): obstacle(to: command)
    case .zoom(let command): obstacle(to: command)
    case .program, .go, .help, .history, .settings, .styles, .variants, .commandLine, .preferences:
      nil
    }
  }

  private func obstacle(to command: Command.Drawing) -> String? {
    switch command {
    case .dropWaiting where drawing.waiting.isEmpty:
      "No run is waiting; \(keyName(.drawing(.add), in: .explorer)) adds one to those that are drawn"
    case .run where settings.entry != nil && place == .settings || opensMarked: nil
    case .run
    where hasNoPrompt && offeredExample == nil && drawing.halt(for: present) == nil
      && drawing.waiting.isEmpty:
      "Type what the picture should show, then press \(keyName(.drawing(.run), in: .text))"
    case .undo where undoing.history.lastDone == nil: "There is nothing to undo"
    case .redo where undoing.history.lastUndone == nil: "There is nothing to do again"
    case .undo, .redo: busyOpening
    case .finish where drawing.halt == nil: "No run was stopped that could be finished from there"
    case .finish where drawing.halt?.cutShort == nil: "It was stopped before it had made anything"
    case .anew where hasNoPrompt, .add where hasNoPrompt:
      "Type what the picture should show, then press \(keyName(.drawing(.run), in: .text))"
    case .run, .add, .anew, .finish: busyOpening
    case .keep where drawing.recalled != nil: "This picture is in the gallery already"
    case .keep where drawing.preview.tab == .input:
      "This is the picture to begin from; \(keyName(.view(.nextTab))) leads to the one drawn from it"
    case .keep where drawing.finished == nil:
      switch drawing.run?.status {
      case .running, .cancelling: "The picture is not finished yet"
      case .cancelled: "The drawing was stopped before there was a picture"
      case .failed: "The drawing failed before there was a picture"
      case .finished, nil: "There is no picture to keep yet"
      }
    case .earlierRun, .laterRun:
      if drawing.isRunning {
        "A picture is being drawn; \(keyName(.drawing(.interrupt))) stops it"
      } else if drawing.run(after: command == .earlierRun ? -1 : 1) == nil {
        command == .earlierRun
          ? "There is no earlier run of this session" : "This is the latest run of this session"
      } else {
        busyOpening
      }
    case .keep, .dropWaiting, .interrupt: nil
    }
  }

  private func obstacle(to command: Command.Edit) -> String? {
    switch command {
    case .heavier, .lighter, .slightlyHeavier, .slightlyLighter:
      settings.recipe.emphasis == .weights
        ? nil : "Brackets are read as they are written here, so that words have no weights"
    default: nil
    }
  }

  private func obstacle(to command: Command.View) -> String? {
    switch command {
    case .nextChannel, .previousChannel, .falseColour:
      drawing.preview.tab == .latent || drawing.preview.shownLatent != nil
        ? nil : "Only a latent has channels"
    case .sides:
      size.width < Layout.widthForSides
        ? "The other views stand beside from \(Layout.widthForSides) columns on" : nil
    case .nextTab, .previousTab: nil
    }
  }

  private func obstacle(to command: Command.Zoom) -> String? {
    guard zoom == nil else { return nil }
    if let picturesAreOff { return picturesAreOff }
    if comparison != nil { return nil }
    switch screen {
    case .explore: return drawing.preview.image == nil ? "There is no picture yet" : nil
    case .gallery:
      return gallery.selected.map { $0.problem == nil && !$0.isLink } ?? false
        ? nil : "There is no picture to look at"
    }
  }

  private func obstacle(to command: Command.Models) -> String? {
    switch command {
    case .choose: busyOpening
    case .open, .up, .down, .first, .last: nil
    }
  }

  private func obstacle(to command: Command.Opener) -> String? {
    switch command {
    case .drop: settings.recipe.start == .noise ? "Drawing begins from noise already" : nil
    case .open, .up, .down, .complete, .accept, .cut: nil
    }
  }

  var hasNoPrompt: Bool { drawing.prompt.text.allSatisfy(\.isWhitespace) }

  var busyOpening: String? { models.opening == nil ? nil : "The model is being opened" }
}
