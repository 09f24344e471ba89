import Engine
import Gallery
import Recipes
import Terminal
import Testing
import wurst

@Suite("Drawing by lines")
struct PlainStories {
  /// A story that is told in lines.
  private struct Talk {
    var story: Story
    var report = PlainReport()

    init(_ story: Story = Story()) {
      self.story = story
      self.story.state.size = Size(width: 100, height: 50)
      self.story.state.keymap.saysWords = true
      self.story.state.picturesAreOff = "Pictures are not shown as text"
      _ = listen()
    }

    mutating func say(_ line: String) -> [String] {
      report.hear()
      story.apply(.line(PlainLine(line)))
      return listen()
    }

    /// What is said until nothing more comes.
    mutating func listen() -> [String] {
      let lines = report.lines(of: story.state)
      story.state.now += 0.2
      return lines + report.lines(of: story.state)
    }
  }

  @Test("a line is drawn, and its beginning and its end are said")
  func drawing() {
    var talk = Talk()
    let begin = talk.say("a red ball")
    #expect(begin.contains { $0.hasPrefix("Drawing “a red ball”, 512×512, seed ") })
    talk.story.advance()
    #expect(
      talk.listen().contains {
        $0.hasPrefix("Drawn in ") && $0.contains("“a red ball”") && $0.contains(":keep keeps")
      })
    #expect(talk.listen() == [])
  }

  @Test("a line that comes while a picture is drawn waits for it")
  func waiting() {
    var talk = Talk()
    _ = talk.say("a red ball")
    #expect(talk.say("a blue cube").contains { $0.contains("1 waiting") })
    #expect(talk.story.state.drawing.run?.recipe.prompt == "a red ball")
    talk.story.advance()
    let said = talk.listen()
    #expect(said.contains { $0.hasPrefix("Drawn in ") && $0.contains("“a red ball”") })
    #expect(said.contains { $0.hasPrefix("Drawing “a blue cube”") })
  }

  @Test("an empty line draws again")
  func again() {
    var talk = Talk()
    _ = talk.say("a red ball")
    talk.story.advance()
    _ = talk.listen()
    #expect(talk.say("").contains { $0.hasPrefix("Drawing “a red ball”") })
  }

  @Test("a command is known by its last word, where no other ends so, and by its whole name")
  func words() {
    var talk = Talk()
    #expect(talk.say(":keep") == ["There is no picture to keep yet"])
    #expect(talk.say(":drawing.keep") == ["There is no picture to keep yet"])
    let words = Command.allCases.map(\.word)
    #expect(Set(words).count == words.count)
  }

  @Test("a setting is set by its name, and a wrong value is said")
  func settings() {
    var talk = Talk()
    #expect(talk.say(":set stepsC 12").contains { $0.hasSuffix("is 12") })
    #expect(talk.story.state.settings.recipe.stageC.steps == 12)
    let wrong = talk.say(":set stepsC many")
    #expect(wrong.contains { $0.hasPrefix("Error: ") && $0.contains("a number from") })
    #expect(talk.story.state.settings.recipe.stageC.steps == 12)
  }

  @Test("a command that says too little is answered with what may follow")
  func listing() {
    var talk = Talk()
    #expect(talk.say(":set").contains { $0.contains(":set stepsC") })
    #expect(
      talk.say(":nothing-like-it") == ["There is no command “nothing-like-it”; :help lists them"])
    #expect(
      talk.say(":help").contains {
        $0.contains(":keep") && $0.contains("keep the finished picture")
      })
    // The same question has the same answer.
    #expect(talk.say(":help").count > 10)
  }

  @Test("leaving while a picture is drawn is asked for twice")
  func leaving() {
    var talk = Talk()
    _ = talk.say("a red ball")
    #expect(talk.say(":quit").contains { $0.contains(":quit again quits") })
    #expect(!talk.story.effects.contains(.program(.quit)))
    _ = talk.say(":quit")
    #expect(talk.story.effects.contains(.program(.quit)))
  }

  @Test("a word that needs others does nothing without them, and asks for them")
  func wordsMissing() {
    var talk = Talk(Story(shelf: ScriptedShelf(ScriptedCatalogue.pictures(3))))
    _ = talk.say(":negative blue")
    #expect(talk.say(":negative") == ["Type what follows, as “:negative …”"])
    #expect(talk.story.state.drawing.negative.text == "blue")
    #expect(talk.say(":preset nope").contains { $0.contains("There is no preset “nope”") })
    #expect(talk.say(":model nope").contains { $0.hasPrefix("Error: ") })
  }

  @Test("what can be copied is called by the words that copy it")
  func copying() {
    var talk = Talk(Story(shelf: ScriptedShelf(ScriptedCatalogue.pictures(3))))
    _ = talk.say(":go.gallery")
    #expect(talk.say(":take.copy").contains { $0.contains(":copy.path") || $0.contains(":path") })
  }

  @Test("a setting of two texts is told apart")
  func negative() {
    var talk = Talk()
    _ = talk.say("a red ball")
    _ = talk.say(":negative blue")
    #expect(talk.story.state.drawing.negative.text == "blue")
    #expect(talk.story.state.drawing.prompt.text == "a red ball")
    #expect(talk.story.state.focus == .prompt)
  }

  @Test("a window is told as lines without its frame, and then only what changes in it")
  func window() {
    var talk = Talk()
    let lines = talk.say(":gallery.detail").filter { $0.contains("│") }
    #expect(lines.isEmpty)
    let gallery = talk.say(":go.gallery")
    #expect(!gallery.isEmpty)
    #expect(!gallery.contains { $0.contains("─") || $0.contains("│") })
    #expect(talk.listen() == [])
  }

  @Test("variants are listed before they are drawn, and an empty line draws them")
  func variants() {
    var talk = Talk()
    let listed = talk.say("a {red|blue} ball")
    #expect(listed.contains { $0.contains("a red ball") })
    #expect(listed.contains { $0.contains("a blue ball") })
    #expect(talk.story.state.drawing.run == nil)
    #expect(talk.say("").contains { $0.hasPrefix("Drawing “a red ball”") })
  }

  @Test("what a field asks for is the next line")
  func fields() {
    var talk = Talk(Story(shelf: ScriptedShelf(ScriptedCatalogue.pictures(3))))
    _ = talk.say(":go.gallery")
    _ = talk.say(":gallery.search")
    #expect(talk.story.state.asked == "search")
    _ = talk.say("picture 2")
    #expect(talk.story.state.asked == nil)
    #expect(talk.story.state.gallery.search.text == "picture 2")
  }
}
