import Engine
import Gallery
import Recipes
import Terminal
import Testing
import wurst

@Suite("The line that commands are typed into")
struct CommandLineStories {
  private func story(typing text: String) -> Story {
    var story = Story()
    story.press(.escape, .character(":"))
    story.type(text)
    return story
  }

  @Test("it lists what can be typed, with what it does and its keys")
  func listing() {
    var story = story(typing: "")
    #expect(story.screen.contains("draw the screen in other colours"))
    story.type("quit")
    #expect(story.state.candidates.first?.line == "program.quit")
    #expect(story.state.candidates.first?.keys == "q")
    #expect(story.screen.contains("leave wurst"))
    story.press(.enter)
    #expect(story.effects.last == .program(.quit))
  }

  @Test(
    "every command of the place can be performed",
    arguments: [Places.settings, .preview, .gallery, .comparing, .zoomed])
  func completeness(place: Places) {
    let story = Story()
    let named = Set(story.state.commands(in: place).map(\.0))
    let bound = Keymap.standard.bindings.filter { $0.places.contains(place) }
      .flatMap(\.strokes).map(\.command)
    #expect(named == Set(bound).subtracting([.commandLine(.open)]))
    #expect(!named.isEmpty)
  }

  @Test("a command without a key is still there")
  func withoutKey() {
    var story = Story()
    story.state.keymap = Keymap.standard.rebinding([
      Rebinding(.character("n"), in: .commands, nil)
    ])
    story.press(.escape, .character(":"))
    story.type("settings.new-seed")
    #expect(story.state.candidates.first?.keys == "")
    story.press(.enter)
    #expect(story.screen.contains("The seed is"))
  }

  @Test("letters may be left out, and the best comes first")
  func fuzzy() throws {
    let whole = try #require(FuzzyMatch("keep", in: .init("drawing.keep")))
    let start = try #require(FuzzyMatch("gui", in: .init("set guidance")))
    let scattered = try #require(FuzzyMatch("gui", in: .init("drawing up it")))
    #expect(FuzzyMatch("peek", in: .init("drawing.keep")) == nil)
    #expect(whole.score > start.score && start.score > scattered.score)
    #expect(story(typing: "gdnc").state.candidates.first?.line == "set guidanceC ")
    #expect(story(typing: "theme").state.candidates.first?.line == "theme ")
    let described = story(typing: "another model").state.candidates.map(\.line)
    #expect(described.contains("models.open") && described.first == "model ")
    #expect(story(typing: "finished").state.candidates.map(\.line).contains("drawing.keep"))
    #expect(!story(typing: "inished").state.candidates.map(\.line).contains("drawing.keep"))
  }

  @Test("a setting is set to what is typed, within its range")
  func setting() {
    var story = story(typing: "set guidance 5")
    #expect(story.screen.contains("a number from"))
    story.press(.enter)
    #expect(story.state.settings.recipe.stageC.guidance == 5)
    #expect(story.state.commandEntry == nil)
    story.press(.character(":"))
    story.type("set guidance 5000")
    story.press(.enter)
    #expect(story.state.settings.recipe.stageC.guidance == 5)
    #expect(story.screen.contains("✗ Latent guidance is a number from"))
    #expect(story.state.commandEntry != nil, "it can be mended")
    story.press(.escape, .character(":"))
    story.type("set sampler")
    story.press(.tab)
    #expect(story.state.commandEntry?.text.hasPrefix("set sampler") == true)
    #expect(!story.state.candidates.isEmpty)
  }

  @Test("a choice is taken from the list by its first letters")
  func choice() throws {
    var story = story(typing: "set preset dra")
    #expect(story.state.candidates.map(\.line) == ["set preset draft"])
    story.press(.enter)
    #expect(Preset(of: story.state.settings.recipe, story.state.facts.defaults) == .draft)
  }

  @Test("a theme is seen while it is marked, and Escape brings back the one before")
  func themes() {
    var story = story(typing: "theme du")
    #expect(story.state.look.theme.name == "dusk")
    story.press(.escape)
    #expect(story.state.look.theme == .builtIn)
    #expect(story.state.commandEntry == nil)
    story.press(.character(":"))
    story.type("theme dusk")
    story.press(.enter)
    #expect(story.state.look.theme.name == "dusk")
    #expect(story.screen.contains(":config theme dusk"))
    story.press(.character(":"))
    story.type("theme nope")
    #expect(story.screen.contains("✗ Nothing is called like this"))
    story.press(.enter)
    #expect(story.screen.contains("✗ There is no theme “nope”"))
    #expect(story.state.look.theme.name == "dusk")
  }

  @Test("something of config.toml is kept and holds at once")
  func configuration() {
    var story = story(typing: "config mouse false")
    story.press(.enter)
    #expect(!story.state.usesMouse)
    #expect(story.screen.contains("mouse is false, as config.toml has it now"))
    story.press(.character(":"))
    story.type("config gallery.runs many")
    story.press(.enter)
    #expect(story.screen.contains("gallery.runs cannot be 'many'"))
    #expect(story.state.preference(named: "gallery.runs")?.value == "50")
    story.press(.character(":"))
    story.type("config graphics none")
    story.press(.enter)
    #expect(story.state.picturesAreOff == nil, "an option of the command line goes before it")
    story.press(.character(":"))
    story.type("config mouse default")
    story.press(.enter)
    #expect(story.state.usesMouse && story.state.preference(named: "mouse")?.value == nil)
  }

  @Test("a model is drawn with by its name")
  func model() {
    var story = story(typing: "model tiny")
    #expect(!story.state.candidates.isEmpty)
    story.press(.enter)
    #expect(story.state.facts.name.hasPrefix("tiny"))
  }

  @Test("lines that were performed come back")
  func history() {
    var story = story(typing: "set guidance 5")
    story.press(.enter, .character(":"))
    story.type("set stepsC 7")
    story.press(.escape, .character(":"), .up)
    #expect(story.state.commandEntry?.text == "set guidance 5", "what was left is not among them")
    story.press(.down, .control("n"))
    #expect(story.state.commandEntry?.text == "")
  }

  @Test("while text is edited it is reached too, with the commands of the screen")
  func whileEditing() {
    var story = Story()
    story.type("a ball")
    story.press(.alt("x"))
    story.type("keep")
    #expect(story.state.candidates.first?.line == "drawing.keep")
    #expect(story.state.candidates.first?.obstacle != nil)
    story.press(.enter)
    #expect(story.screen.contains("There is no picture to keep yet"))
    #expect(story.state.drawing.prompt.text == "a ball")
  }

  @Test("it works in the gallery, and what is pasted goes into it")
  func gallery() {
    var story = Story(shelf: ScriptedShelf(ScriptedCatalogue.pictures(4)))
    story.press(.function(2), .character(":"))
    story.type("sta")
    #expect(story.state.candidates.first?.line.hasPrefix("judge.") == true)
    story.press(.escape, .character(":"))
    story.apply(.pasted(PlainLine("gallery.last")))
    story.press(.enter)
    #expect(story.state.gallery.selection == 3)
    story.press(.character(":"))
    story.type("drawing.run")
    story.press(.enter)
    #expect(story.screen.contains("“drawing.run” can do nothing here"))
  }

  @Test("an Escape that was none leaves the line open")
  func lateEscape() {
    var story = story(typing: "theme du")
    story.press(.escape)
    story.apply(.escapeWithdrawn)
    #expect(story.state.commandEntry?.text == "theme du")
    #expect(story.state.look.theme.name == "dusk")
  }

  @Test("the help has the keys of the place first, and finds others by what is typed")
  func help() {
    var story = Story()
    story.press(.escape, .character("e"), .character("?"))
    let lines = story.screen.split(separator: "\n").map(String.init)
    let first = lines.firstIndex { $0.contains("Keys of this part") } ?? 0
    #expect(lines[first...].contains { $0.contains("the setting above, the one below") })
    story.type("trash")
    #expect(story.screen.contains("to the trash of the gallery"))
    #expect(!story.screen.contains("the setting above"))
    story.type("zzz")
    #expect(story.screen.contains("No key does anything like “trashzzz”"))
    story.press(.escape)
    #expect(story.state.help.isOpen && story.state.help.filter.isEmpty)
    story.press(.escape)
    #expect(!story.state.help.isOpen)
  }

  @Test("the footer has six keys at most, and what stops is the first while a picture is drawn")
  func footer() {
    var story = Story(size: Size(width: 250, height: 50))
    story.type("a red ball")
    story.press(.enter)
    story.advance(3)
    story.press(.escape)
    let frame = story.frame
    let buttons = frame.regions.filter {
      if case .button = $0.id { $0.area.y == 49 } else { false }
    }
    #expect(buttons.count == 6)
    #expect(buttons.first?.id == .button(.drawing(.interrupt)))
  }

  @Test("texts, styles, searches, tags and notes are given by commands too")
  func texts() {
    var story = Story(shelf: ScriptedShelf(ScriptedCatalogue.pictures(3)))
    func perform(_ line: String) {
      story.press(.alt("x"))
      story.type(line)
      story.press(.enter)
    }
    story.apply(
      .styles(.read([PromptStyle(name: "oil", prompt: "oil paint")], problems: [], path: "")))
    perform("prompt a red ball")
    perform("negative fog")
    perform("style oil")
    #expect(story.state.drawing.prompt.text == "a red ball")
    #expect(story.state.drawing.negative.text == "fog")
    #expect(story.state.styles.active == ["oil"])
    perform("style oil")
    #expect(story.state.styles.active.isEmpty)
    perform("prompt ")
    #expect(story.state.drawing.prompt.isEmpty)
    perform("note x")
    #expect(story.screen.contains("Choose a picture in the gallery first"))
    story.press(.escape)
    perform("find seed:2")
    #expect(story.state.screen == .gallery && story.state.gallery.search.text == "seed:2")
    perform("find ")
    perform("tags robot, beach")
    #expect(story.state.gallery.selected?.judgement.tags == ["robot", "beach"])
    perform("tags -beach")
    #expect(story.state.gallery.selected?.judgement.tags == ["robot"])
    perform("note for the wall")
    #expect(story.state.gallery.selected?.judgement.note == "for the wall")
  }
}
