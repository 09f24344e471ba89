import Engine
import Foundation
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
    return (Worker(painter: painter, shelf: shelf, mailbox: mailbox, clock: { 0 }), mailbox)
  }

  private func recipe(_ painter: ScriptedPainter) -> Recipe {
    var recipe = painter.facts.recipe(seed: 3)
    recipe.prompt = "a ball"
    return recipe
  }

  private func isEnd(_ action: Action) -> Bool {
    if case .ended = action { true } else { false }
  }

  @Test("a run ends with its picture")
  func finishing() throws {
    let painter = ScriptedPainter()
    let (worker, mailbox) = try worker(painter)
    worker.paint(run: 1, recipe(painter))
    guard case .ended(1, let result, _)? = collect(from: mailbox, until: isEnd).last else {
      Issue.record("the run did not end")
      return
    }
    #expect(result == .finished(ScriptedPainter.picture(seed: 3)))
  }

  @Test("a run that is stopped ends as stopped, and the next one runs")
  func stopping() throws {
    let painter = ScriptedPainter(.hang)
    let (worker, mailbox) = try worker(painter)
    worker.paint(run: 1, recipe(painter))
    _ = collect(from: mailbox) { if case .stage(_, .advanced, _) = $0 { true } else { false } }
    worker.cancel()
    guard case .ended(1, .cancelled, _)? = collect(from: mailbox, until: isEnd).last else {
      Issue.record("the run was not stopped")
      return
    }
    worker.paint(run: 2, recipe(painter))
    let again = collect(from: mailbox) {
      if case .stage(2, .advanced, _) = $0 { true } else { false }
    }
    #expect(!again.isEmpty)
    worker.finish()
  }

  @Test("what a painter throws is told in its words")
  func failing() throws {
    let painter = ScriptedPainter(.fail("out of paint"))
    let (worker, mailbox) = try worker(painter)
    worker.paint(run: 1, recipe(painter))
    guard case .ended(1, .failed(let reason), _)? = collect(from: mailbox, until: isEnd).last else {
      Issue.record("the run did not fail")
      return
    }
    #expect(reason == "out of paint")
  }

  @Test("the latest prompt is examined")
  func examining() throws {
    let (worker, mailbox) = try worker(ScriptedPainter())
    for text in ["a", "a r", "a robot"] { worker.examine(text) }
    let actions = collect(from: mailbox) {
      if case .examined("a robot", _) = $0 { true } else { false }
    }
    guard case .examined(_, let notes)? = actions.last else {
      Issue.record("nothing was examined")
      return
    }
    #expect(notes.unknownWords == ["robot"])
  }
}
