import Engine
import Files
import Foundation
import Recipes
import Terminal
import TestSupport
import Testing
import wurst

@Suite("Stories: the session comes back")
struct SessionStories {
  /// A star that is typed with other settings, a ball that is drawn, and a ring that waits.
  private func left() -> Story {
    var story = Story()
    story.keepSession(nil)
    story.type("a ball")
    story.press(.enter)
    story.advance(5)
    story.press(.control("u"))
    story.type("a ring")
    story.press(.alt("\r"), .control("u"))
    story.type("a star")
    story.press(.tab)
    story.type("fog")
    story.choose(.stepsB)
    story.press(.right, .character("r"))
    return story
  }

  @Test("all that was set comes back, and what was drawn waits first")
  func comingBack() throws {
    var story = left()
    story.wait(2)
    let session = try #require(story.session)
    var again = Story()
    again.keepSession(session)
    #expect(again.state.drawing.prompt.text == "a star")
    #expect(again.state.drawing.negative.text == "fog")
    #expect(again.state.settings.recipe == story.state.settings.recipe)
    #expect(again.state.settings.seedMode == .locked)
    #expect(again.state.settings.marked == .stepsB)
    #expect(again.state.drawing.waiting.recipes.map(\.prompt) == ["a ball", "a ring"])
    #expect(again.state.drawing.waiting.isPaused && !again.state.drawing.isRunning)
    #expect(
      again.screen.contains("The last session is back; 2 waiting, drawn after the next Enter"))
    again.press(.enter)
    for _ in 0..<3 { again.advance() }
    let drawn = again.effects.compactMap {
      if case .run(_, .paint(let recipe)) = $0 { recipe.prompt } else { nil }
    }
    #expect(drawn == ["a star", "a ball", "a ring"])
  }

  @Test("it is written a moment after a change, and not where nothing has changed")
  func moments() {
    var story = Story()
    story.keepSession(nil)
    story.wait(60)
    #expect(story.session == nil)
    story.type("a ball")
    #expect(story.session == nil)
    #expect(story.state.nextChange != nil)
    story.wait(0.5)
    #expect(story.session == nil)
    story.wait(0.6)
    #expect(story.session?.recipe.prompt == "a ball")
    let count = story.effects.count
    for _ in 0..<5 { story.wait(10) }
    #expect(story.effects.count == count)
    #expect(story.state.nextChange == nil)
    story.type("s")
    #expect(story.state.finishSession() != [], "what is not yet written is at the end")
    #expect(story.state.finishSession() == [])
  }

  @Test("the gallery, a picture to begin from and random seeds come back too")
  func otherThings() throws {
    var story = Story()
    story.keepSession(nil)
    story.type("a ball")
    story.press(.function(4))
    story.type("cat")
    story.press(.enter, .enter)
    story.advance()
    story.press(.function(2))
    story.wait(2)
    var again = Story()
    again.keepSession(story.session)
    #expect(again.state.screen == .gallery)
    #expect(again.state.opener.input?.name == "cat.png")
    again.press(.function(1), .enter)
    again.advance()
    #expect(again.state.drawing.finished?.recipe.seed != story.state.settings.recipe.seed)
  }

  @Test("a session of another model is brought to the one that is open")
  func otherModel() throws {
    var story = left()
    story.wait(2)
    var again = Story(ScriptedPainter(model: "tiny-v2"))
    again.keepSession(story.session, usesPrecision: false)
    #expect(again.state.settings.recipe.model == "tiny-v2")
    #expect(again.state.settings.recipe.stageB.temperature == nil)
    #expect(again.state.drawing.waiting.recipes.allSatisfy { $0.model == "tiny-v2" })
    #expect(again.state.drawing.prompt.text == "a star")
    #expect(again.screen.contains("back with tiny-v2 in place of toy-scenes; 2 waiting"))
  }

  @Test("what cannot be written is said once")
  func fullDisk() {
    var story = Story()
    story.keepSession(nil)
    for _ in 0..<2 { story.apply(.drawing(.sessionNotSaved("the disk is full"))) }
    #expect(story.screen.contains("will not come back next time: the disk is full"))
    story.press(.escape)
    story.apply(.drawing(.sessionNotSaved("the disk is full")))
    #expect(!story.screen.contains("the disk is full"))
  }
}

@Suite("The file of a session")
struct SessionFileTests {
  private func session(_ prompt: String) -> Session {
    var story = Story()
    story.keepSession(nil)
    story.type(prompt)
    story.wait(2)
    guard let session = story.session else { preconditionFailure("nothing was saved") }
    return session
  }

  private func open(_ folder: String, isFresh: Bool = false) -> SessionFile? {
    SessionFile(environment: ["XDG_STATE_HOME": folder, "HOME": folder], isFresh: isFresh)
  }

  @Test("what is saved is read again by the next program, but not where it begins anew")
  func saving() throws {
    try TemporaryFolder.withName { folder in
      let saved = session("a ball")
      do {
        let file = try #require(open(folder))
        #expect(file.session == nil && file.problem == nil)
        try file.save(saved)
      }
      #expect(try #require(open(folder)).session == saved)
      #expect(try #require(open(folder, isFresh: true)).session == nil)
    }
  }

  @Test(
    "programs at the same time have sessions of their own, and the newest that is free is taken")
  func several() throws {
    try TemporaryFolder.withName { folder in
      do {
        let one = try #require(open(folder))
        try one.save(session("one"))
        let two = try #require(open(folder))
        #expect(two.session == nil)
        try two.save(session("two"))
        try one.save(session("one again"))
        // Clocks of file systems are coarse.
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSinceNow: -60)],
          ofItemAtPath: folder + "/wurst/sessions/2.json")
      }
      let first = try #require(open(folder))
      #expect(first.session?.recipe.prompt == "one again")
      let second = try #require(open(folder))
      #expect(second.session?.recipe.prompt == "two")
      let third = try #require(open(folder))
      #expect(third.session == nil)
    }
  }

  @Test(
    "a file that cannot be read is kept aside and said in a line",
    arguments: [
      ("not JSON", "it is damaged"), ("", "it is damaged"), (#"{"version":1}"#, "it is damaged"),
      (#"{"version":2}"#, "it is of another version of wurst"),
    ])
  func damaged(text: String, reason: String) throws {
    try TemporaryFolder.withName { folder in
      let path = folder + "/wurst/sessions"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(filePath: path + "/1.json"))
      do {
        let file = try #require(open(folder))
        #expect(file.session == nil)
        #expect(
          file.problem
            == "The last session does not come back: \(reason); it stays as "
            + "~/wurst/sessions/1.json.unread-1")
        try file.save(session("new"))
      }
      let kept = try String(contentsOfFile: path + "/1.json.unread-1", encoding: .utf8)
      #expect(kept == text)
      #expect(try #require(open(folder)).session?.recipe.prompt == "new")
    }
  }

  @Test("numbers that nothing can be drawn with are damage too")
  func hostile() throws {
    try TemporaryFolder.withName { folder in
      var hostile = session("a ball")
      hostile.waiting = [hostile.recipe]
      hostile.waiting[0].stageC.steps = -5
      try #require(open(folder)).save(hostile)
      let file = try #require(open(folder))
      #expect(file.session == nil && file.problem?.contains("steps of Stage C -5") == true)
    }
  }

  @Test("where no folder can be made there is no session")
  func nowhere() {
    #expect(open("/dev/null") == nil)
  }
}
