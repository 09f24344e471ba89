import Engine
import Files
import Foundation
import Recipes
import Testing
import wurst

@Suite("The worker", .serialized)
struct WorkerTests {
  /// What was posted until `condition` holds; gives up after a long while.
  private func collect(
    from mailbox: Mailbox, until condition: (Action) -> Bool
  ) -> [Action] {
    var actions: [Action] = []
    for _ in 0..<3000 {
      actions += mailbox.collect()
      if actions.contains(where: condition) { return actions }
      Thread.sleep(forTimeInterval: 0.005)
    }
    return actions
  }

  private func worker(_ painter: ScriptedPainter, _ shelf: ScriptedShelf = ScriptedShelf())
    throws -> (Worker, Mailbox)
  {
    let mailbox = try #require(Mailbox())
    let worker = Worker(
      painter: painter, shelf: shelf, catalogue: shelf.catalogue, viewer: ScriptedViewer(),
      clock: { 0 }, post: { mailbox.post($0) })
    return (worker, mailbox)
  }

  private func recipe(_ painter: ScriptedPainter) -> Recipe {
    var recipe = painter.facts.recipe(seed: 3)
    recipe.prompt = "a ball"
    return recipe
  }

  private func isEnd(_ action: Action) -> Bool {
    if case .run(_, .ended) = action { true } else { false }
  }

  @Test("a run ends with its picture")
  func painting() throws {
    let painter = ScriptedPainter()
    let (worker, mailbox) = try worker(painter)
    worker.perform(.run(1, .paint(recipe(painter))))
    guard
      case .run(1, .ended(.finished(let trace), _))? = collect(from: mailbox, until: isEnd).last
    else {
      Issue.record("the run did not finish")
      return
    }
    #expect(trace.pictures == [ScriptedPainter.picture(seed: 3)])
    #expect(trace.recipe == recipe(painter))
  }

  @Test("a run that is stopped while it waits never draws, and the one before goes on")
  func stoppingOne() throws {
    let painter = ScriptedPainter(.hang)
    let (worker, mailbox) = try worker(painter)
    for id in [RunID(1), RunID(2)] { worker.perform(.run(id, .paint(recipe(painter)))) }
    worker.perform(.run(2, .cancel))
    _ = collect(from: mailbox) {
      if case .run(1, .stage(.advanced, _)) = $0 { true } else { false }
    }
    worker.perform(.run(1, .cancel))
    let actions = collect(from: mailbox) {
      if case .run(2, .ended) = $0 { true } else { false }
    }
    let ends = actions.filter(isEnd)
    #expect(ends.count == 2)
    #expect(ends.allSatisfy { if case .run(_, .ended(.cancelled, _)) = $0 { true } else { false } })
    #expect(!actions.contains { if case .run(2, .stage) = $0 { true } else { false } })
  }

  @Test("a run that is stopped ends as stopped, and the next one runs")
  func stopping() throws {
    let painter = ScriptedPainter(.hang)
    let (worker, mailbox) = try worker(painter)
    worker.perform(.run(1, .paint(recipe(painter))))
    _ = collect(from: mailbox) {
      if case .run(_, .stage(.advanced, _)) = $0 { true } else { false }
    }
    worker.perform(.run(1, .cancel))
    guard case .run(1, .ended(.cancelled, _))? = collect(from: mailbox, until: isEnd).last else {
      Issue.record("the run was not stopped")
      return
    }
    worker.perform(.run(2, .paint(recipe(painter))))
    let again = collect(from: mailbox) {
      if case .run(2, .stage(.advanced, _)) = $0 { true } else { false }
    }
    #expect(!again.isEmpty)
    worker.finish()
  }

  @Test("what a painter throws is told in its words")
  func failing() throws {
    let painter = ScriptedPainter(.fail("out of paint"))
    let (worker, mailbox) = try worker(painter)
    worker.perform(.run(1, .paint(recipe(painter))))
    guard case .run(1, .ended(.failed(let reason), _))? = collect(from: mailbox, until: isEnd).last
    else {
      Issue.record("the run did not fail")
      return
    }
    #expect(reason == "out of paint")
  }

  @Test("the end waits for what is being kept, and for nothing that is read")
  func finishing() throws {
    let painter = ScriptedPainter()
    let (reading, keeping) = (HeldQueue(), HeldQueue())
    let queues = WorkQueues(all: ImmediateQueue(), files: reading, keeping: keeping)
    let shelf = ScriptedShelf()
    let worker = Worker(
      painter: painter, shelf: shelf, catalogue: shelf.catalogue, viewer: ScriptedViewer(),
      queues: queues, clock: { 0 }, post: { _ in })
    worker.perform(.gallery(.readPicture(path: "/g/1.png")))
    worker.perform(.run(1, .keep(ScriptedPainter.picture(seed: 1), recipe(painter))))
    #expect(reading.count == 1)
    var told = 0
    // Nobody does what waits: the limit ends it.
    let ending = worker.finish(within: 0.1, tell: { told += 1 })
    #expect(!ending.isKept && ending.isIdle)
    #expect(told == 1)
    #expect(!worker.finish(within: 1000, unless: { true }).isKept, "a hurry ends it")
    #expect(worker.finish(within: 1000, tell: { keeping.run() }).isKept)
    #expect(shelf.catalogue.pictures().count == 1)
  }

  @Test("the latest prompt is examined")
  func examining() throws {
    let (worker, mailbox) = try worker(ScriptedPainter())
    for text in ["a", "a r", "a robot"] {
      worker.perform(
        .drawing(.examine(PromptTexts(prompt: text, negative: "grass cat"), [], .weights)))
    }
    let actions = collect(from: mailbox) {
      if case .drawing(.examined(let texts, _)) = $0 { texts.prompt == "a robot" } else { false }
    }
    guard case .drawing(.examined(_, let reports))? = actions.last else {
      Issue.record("nothing was examined")
      return
    }
    #expect(reports.prompt.unknownWords == ["robot"])
    #expect(reports.negative.unknownWords == ["cat"])
  }

  @Test("models are listed by name at once, then with what they are or why they are not")
  func models() throws {
    let (worker, mailbox) = try worker(ScriptedPainter())
    worker.perform(.models(.list))
    let actions = collect(from: mailbox) {
      if case .models(.found(_, isComplete: true)) = $0 { true } else { false }
    }
    guard case .models(.found(let offers, _))? = actions.last else {
      Issue.record("no models were listed")
      return
    }
    #expect(offers.map(\.model.name) == ["broken", "tiny-v2", "toy-scenes"])
    #expect(offers[0].state == .unusable("no Stage B at /models/broken"))
    #expect(offers[1].facts == TestModels.second)
  }

  @Test("a model that was opened draws and colours from then on; one that fails changes nothing")
  func opening() throws {
    let painter = ScriptedPainter(model: "tiny-v2")
    let (worker, mailbox) = try worker(painter)
    worker.perform(.models(.open("broken")))
    _ = collect(from: mailbox) {
      if case .models(.failed("broken", _)) = $0 { true } else { false }
    }
    #expect(painter.facts == TestModels.second)
    worker.perform(.models(.open("toy-scenes")))
    let actions = collect(from: mailbox) {
      if case .drawing(.tokenColours) = $0 { true } else { false }
    }
    guard case .drawing(.tokenColours(let table))? = actions.last else {
      Issue.record("the codes have no colours")
      return
    }
    #expect(table.model == "toy-scenes")
    #expect(painter.facts == TestModels.toy)
  }

  @Test("a run begins from its picture, and not from another one of the same name")
  func inputs() throws {
    for hasChanged in [false, true] {
      let painter = ScriptedPainter()
      let (worker, mailbox) = try worker(painter, ScriptedShelf(hasChanged: hasChanged))
      var recipe = recipe(painter)
      recipe.input = Recipe.Input(path: "/pictures/cat.png", fingerprint: "00aa", strength: 0.5)
      worker.perform(.run(1, .paint(recipe)))
      guard case .run(1, .ended(let result, _))? = collect(from: mailbox, until: isEnd).last else {
        Issue.record("the run did not end")
        return
      }
      switch result {
      case .finished: #expect(!hasChanged)
      case .failed(let reason):
        #expect(hasChanged)
        #expect(reason.contains("/pictures/cat.png has changed"))
      case .cancelled: Issue.record("nobody stopped it")
      }
    }
  }

  @Test("a picture is fitted to the latest of several sizes")
  func fitting() throws {
    let (worker, mailbox) = try worker(ScriptedPainter())
    for width in [64, 96, 128] {
      worker.perform(
        .opener(.fit(path: "/pictures/cat.png", PictureSize(width: width, height: 32))))
    }
    let actions = collect(from: mailbox) {
      if case .opener(.fitted(let input)) = $0 { input.fitted.width == 128 } else { false }
    }
    guard case .opener(.fitted(let input))? = actions.last else {
      Issue.record("nothing was fitted")
      return
    }
    #expect(input.fitted.height == 32)
    #expect(input.size == PictureSize(width: 6, height: 4))
  }
}
