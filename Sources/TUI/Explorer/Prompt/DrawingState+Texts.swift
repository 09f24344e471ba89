package import Engine

extension DrawingState {
  package var texts: PromptTexts { PromptTexts(prompt: prompt.text, negative: negative.text) }

  mutating func deselect() {
    prompt.deselect()
    negative.deselect()
  }

  subscript(side: PromptSide) -> PromptField {
    get { side == .prompt ? prompt : negative }
    set {
      if side == .prompt { prompt = newValue } else { negative = newValue }
    }
  }
}

/// What the model makes of both texts.
package struct PromptReports: Equatable, Sendable {
  package let prompt: PromptReport
  package let negative: PromptReport

  package init(prompt: PromptReport, negative: PromptReport) {
    self.prompt = prompt
    self.negative = negative
  }
}
