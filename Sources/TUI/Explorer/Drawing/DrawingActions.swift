package import Engine
import Files
package import Recipes
package import Terminal

extension Command {
  package enum Drawing: CaseIterable, Hashable, Sendable {
    case run, interrupt, keep
    /// Draws what is set, though a run that was stopped could be gone on with.
    case anew
    /// Takes what a run that was stopped has made for the whole of its stage, and draws the rest.
    case finish
    /// Takes back the last change of what is set, or does it again.
    case undo, redo
    /// Draws what is set once the runs before are over.
    case add
    /// Takes away the run that waits last.
    case dropWaiting
    /// To another run of this session that came to its end.
    case earlierRun, laterRun
  }

  /// Another look at what the stages have made.
  package enum View: CaseIterable, Hashable, Sendable {
    case nextTab, previousTab, nextChannel, previousChannel, falseColour
    /// The other views beside the one that is looked at, or not.
    case sides
  }
}

extension Action {
  /// What becomes of one run.
  package enum Run: Sendable {
    case stage(StageEvent, at: Double)
    case ended(RunResult, at: Double)
    case kept(path: String)
    case keepFailed(String)
    /// The run cannot be kept later, and the picture is on the screen all the same.
    case recordFailed(String)
  }

  /// What comes back about prompts and models, whatever is drawn.
  package enum Drawing: Sendable {
    case examined(PromptTexts, PromptReports)
    /// The text in focus came back from the user's own editor.
    case edited(PlainLine)
    case editingFailed(String)
    case foreseen(Recipe, RunForecast)
    case expanded(PromptVariants)
    /// - Parameter place: the character of the prompt that is at fault, from 1.
    case expansionFailed(String, String, place: Int?)
    case sessionNotSaved(String)
    case tokenColours(TokenColourTable)
    case tokenColoursFailed(String)
  }
}

/// How a run ended.
package enum RunResult: Sendable {
  case finished(Trace)
  case cancelled
  case failed(String)
}

extension Effect {
  /// What is done for one run.
  package enum Run: Equatable, Sendable {
    case paint(Recipe)
    case cancel
    case keep(Picture, Recipe)
  }

  package enum Drawing: Equatable, Sendable {
    case examine(PromptTexts, [PromptStyle], Emphasis)
    /// Finds out what a prompt stands for.
    case expand(String)
    /// Finds out what a run of the recipe takes over.
    case foresee(Recipe)
    case saveHistory(PromptSide, [String])
    case saveHint(Hint)
    case saveSession(Session)
  }
}
