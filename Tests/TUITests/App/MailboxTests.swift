import Engine
import Recipes
import Testing
import wurst

@Suite("Actions from the background")
struct MailboxTests {
  private func step(_ stage: Stage, _ step: Int, run: Int = 1, _ made: StagePreview? = nil)
    -> Action
  {
    .run(RunID(run), .stage(.advanced(stage, step: step, of: 30, preview: made), at: Double(step)))
  }

  @Test("of many steps the latest stays, and nothing else is lost")
  func coalescing() throws {
    let mailbox = try #require(Mailbox())
    mailbox.post(.run(1, .stage(.started(.c, steps: 30), at: 0)))
    for index in 1...30 {
      mailbox.post(step(.c, index, .latent(ScriptedPainter.latent(seed: 1, step: index))))
    }
    mailbox.post(.run(1, .stage(.finished(.c, seconds: 1, preview: nil), at: 31)))
    for index in 1...8 { mailbox.post(step(.b, index)) }
    mailbox.post(.run(1, .ended(.cancelled, at: 40)))
    let actions = mailbox.collect()
    #expect(actions.count == 5)
    guard case .run(_, .stage(.advanced(.c, 30, _, .latent(let latent)?), let time)) = actions[1]
    else {
      Issue.record("\(actions[1])")
      return
    }
    #expect(latent == ScriptedPainter.latent(seed: 1, step: 30))
    #expect(time == 30)
    #expect(mailbox.collect().isEmpty)
  }

  @Test("a preview outlives a later step without one")
  func keptPreview() throws {
    let mailbox = try #require(Mailbox())
    mailbox.post(step(.c, 1, .latent(ScriptedPainter.latent(seed: 1, step: 1))))
    mailbox.post(step(.c, 2))
    guard case .run(_, .stage(.advanced(.c, 2, _, let made), _))? = mailbox.collect().first else {
      Issue.record("the step was lost")
      return
    }
    #expect(made == .latent(ScriptedPainter.latent(seed: 1, step: 1)))
  }

  @Test("steps of different runs and stages are not merged")
  func separate() throws {
    let mailbox = try #require(Mailbox())
    mailbox.post(step(.c, 1))
    mailbox.post(step(.c, 1, run: 2))
    mailbox.post(step(.b, 1, run: 2))
    #expect(mailbox.collect().count == 3)
  }
}
