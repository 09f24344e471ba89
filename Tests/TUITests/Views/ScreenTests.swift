import Engine
import Recipes
import Terminal
import Testing
import wurst

/// The screens as text; `WURST_RECORD=1 swift test` writes them anew.
@Suite("Screens")
struct ScreenTests {
  private static let sizes = [
    Size(width: 60, height: 20), Size(width: 80, height: 24), Size(width: 100, height: 30),
    Size(width: 160, height: 50), Size(width: 250, height: 70),
  ]

  private func name(_ screen: String, _ size: Size) -> String {
    "\(screen)-\(size.width)x\(size.height)"
  }

  /// The text, and below it the attributes that each cell has without colour.
  private func marked(_ frame: Frame<Part>) -> String {
    let theme = Theme.builtIn.withoutColour
    let rows = (0..<frame.canvas.size.height).map { y in
      var line = ""
      for cell in frame.canvas.row(y) {
        let attributes = theme[cell.style].attributes
        line +=
          attributes.contains(.reverse)
          ? "r" : attributes.contains(.bold) ? "b" : attributes.contains(.dim) ? "d" : " "
      }
      while line.last == " " { line.removeLast() }
      return line
    }
    return frame.canvas.text + "\n" + rows.joined(separator: "\n")
  }

  @Test("at the start", arguments: sizes)
  func start(size: Size) throws {
    try expectSnapshot(Story(size: size).screen, name("start", size))
  }

  @Test("without colour", arguments: sizes)
  func withoutColour(size: Size) throws {
    var story = Story(size: size)
    story.type("a red ball")
    story.choose(.stepsC)
    #expect(
      Role.allCases.allSatisfy {
        Theme.builtIn.withoutColour[$0].foreground == .standard
          && Theme.builtIn.withoutColour[$0].background == .standard
      })
    try expectSnapshot(marked(story.frame), name("no-colour", size))
  }

  @Test("in the middle of Stage C", arguments: sizes)
  func stageC(size: Size) throws {
    var story = Story(size: size)
    story.type("a red ball on grass under a blue sky")
    story.press(.enter)
    story.advance(until: { if case .advanced(.c, 17, _, _) = $0 { true } else { false } })
    story.state.now = 0.8
    try expectSnapshot(story.screen, name("stage-c", size))
  }

  @Test("with a finished picture", arguments: sizes)
  func finished(size: Size) throws {
    var story = Story(size: size)
    story.type("a red ball on grass under a blue sky")
    story.press(.enter)
    story.advance()
    story.press(.escape)
    try expectSnapshot(story.screen, name("finished", size))
  }

  @Test("the gallery", arguments: sizes)
  func gallery(size: Size) throws {
    var story = Story(size: size)
    for prompt in ["a red ball on grass", "a blue star and a very long prompt that goes on and on"]
    {
      story.press(.control("u"))
      story.type(prompt)
      story.press(.enter)
      story.advance()
      story.press(.escape, .character("s"), .character("i"))
    }
    story.press(.function(2), .down)
    try expectSnapshot(story.screen, name("gallery", size))
  }

  @Test("an earlier run of the session", arguments: sizes)
  func earlierRun(size: Size) throws {
    var story = Story(size: size)
    for prompt in ["a red ball on grass", "a blue star", "grass"] {
      story.press(.control("u"))
      story.type(prompt)
      story.press(.enter)
      story.advance()
    }
    story.press(.altLeft)
    try expectSnapshot(story.screen, name("run-history", size))
  }

  @Test("the help", arguments: sizes)
  func help(size: Size) throws {
    var story = Story(size: size)
    story.press(.escape, .character("?"))
    try expectSnapshot(story.screen, name("help", size))
  }

  @Test("the line that commands are typed into", arguments: sizes)
  func commandLine(size: Size) throws {
    var story = Story(size: size)
    story.press(.escape, .character(":"))
    story.type("gui")
    try expectSnapshot(story.screen, name("command-line", size))
  }

  @Test("the window of config.toml", arguments: sizes)
  func preferences(size: Size) throws {
    var story = Story(size: size)
    story.press(.escape, .function(9), .down)
    try expectSnapshot(story.screen, name("preferences", size))
  }

  @Test("the picture over the whole screen", arguments: sizes)
  func zoom(size: Size) throws {
    var story = Story(size: size)
    story.type("a red ball on grass under a blue sky")
    story.press(.enter)
    story.advance()
    story.showLargePicture()
    story.press(.escape, .character("z"), .character("+"), .right)
    try expectSnapshot(story.screen, name("zoom", size))
  }

  @Test("the models", arguments: sizes)
  func models(size: Size) throws {
    var story = Story(size: size)
    story.press(.function(3), .up)
    try expectSnapshot(story.screen, name("models", size))
  }

  @Test("with a model of version 2", arguments: sizes)
  func secondVersion(size: Size) throws {
    var story = Story(ScriptedPainter(model: "tiny-v2"), size: size)
    story.type("a red ball")
    story.press(.enter)
    story.advance(until: { if case .advanced(.b, 7, _, _) = $0 { true } else { false } })
    story.state.now = 2.5
    try expectSnapshot(story.screen, name("second-version", size))
  }

  @Test("choosing a picture", arguments: sizes)
  func opener(size: Size) throws {
    var story = Story(size: size)
    story.press(.function(4))
    story.type("ca")
    try expectSnapshot(story.screen, name("opener", size))
  }

  @Test("with a picture to begin from", arguments: sizes)
  func input(size: Size) throws {
    var story = Story(size: size)
    story.type("a red ball")
    story.press(.function(4))
    story.type("cat")
    story.press(.enter, .escape, .character("e"))
    try expectSnapshot(story.screen, name("input", size))
  }

  @Test("an error that is longer than its line", arguments: sizes)
  func problem(size: Size) throws {
    var story = Story(size: size)
    let words = "Stage B needs 9.3 GB of memory where 6.1 GB are free; draw a smaller picture"
    story.apply(.run(1, .keepFailed(words + " or fewer at once, or close other programs")))
    try expectSnapshot(story.screen, name("problem", size))
  }

  @Test("too small a screen says so")
  func tooSmall() throws {
    try expectSnapshot(Story(size: Size(width: 20, height: 5)).screen, "too-small-20x5")
  }
}
