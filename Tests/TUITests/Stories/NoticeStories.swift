import Recipes
import Terminal
import Testing
import wurst

@Suite("Stories: what is told to a user who looks elsewhere")
struct NoticeStories {
  private func drawing(_ change: (inout Notices) -> Void = { _ in }) -> Story {
    var story = Story()
    story.state.notices.areOn = true
    change(&story.state.notices)
    story.type("a red ball")
    story.press(.enter)
    story.advance(5)
    return story
  }

  private func end(_ story: inout Story, at time: Double = 20) {
    story.apply(.run(1, .ended(.failed("no memory"), at: time)))
  }

  private func told(_ story: Story) -> [String] {
    story.effects.compactMap { if case .program(.tell(let text)) = $0 { text } else { nil } }
  }

  @Test("the end of a long run is told where the terminal has no focus, or does not say")
  func focus() {
    for (hasFocus, isTold) in [(Bool?.none, true), (false, true), (true, false)] {
      var story = drawing()
      if let hasFocus { story.apply(.focused(hasFocus)) }
      end(&story)
      #expect(told(story) == (isTold ? ["“a red ball” could not be drawn"] : []))
    }
  }

  @Test("a run that is not longer than is set, or that was stopped, is not told of")
  func short() {
    var story = drawing { $0.patience = 30 }
    end(&story)
    #expect(told(story).isEmpty)
    var stopped = drawing()
    stopped.apply(.run(1, .ended(.cancelled, at: 20)))
    #expect(told(stopped).isEmpty)
  }

  @Test("the title says how far a run is and what waits, and nothing while none goes on")
  func title() {
    var story = Story()
    #expect(story.state.windowTitle == "wurst")
    story.type("a red ball")
    #expect(story.state.windowTitle == "wurst")
    story.press(.enter)
    #expect(story.state.windowTitle == "wurst: 0 %, a red ball")
    story.advance(20)
    #expect(story.state.windowTitle.contains(" %, a red ball"))
    #expect(story.state.windowTitle != "wurst: 0 %, a red ball")
    story.press(.alt("\r"))
    #expect(story.state.windowTitle.contains(" %, 1 waiting, a red ball"))
    story.advance()
    story.advance()
    #expect(story.state.windowTitle == "wurst")
  }

  @Test("what is told is set at once")
  func settings() {
    var story = Story()
    story.apply(.preferences(.changed(name: "notify", to: "true", [])))
    story.apply(.preferences(.changed(name: "notify-after", to: "3", [])))
    story.apply(.preferences(.changed(name: "title", to: "false", [])))
    #expect(story.state.notices.areOn && story.state.notices.patience == 3)
    #expect(!story.state.notices.hasTitle)
    story.apply(.preferences(.changed(name: "notify-after", to: nil, [])))
    story.apply(.preferences(.changed(name: "title", to: nil, [])))
    #expect(story.state.notices.patience == 10 && story.state.notices.hasTitle)
  }
}
