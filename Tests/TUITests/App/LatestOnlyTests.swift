import Testing
import wurst

@Suite("Work of which only the latest matters")
struct LatestOnlyTests {
  private let queue = HeldQueue()
  private let done = Outbox<Int>()
  private let latest = LatestOnly<Int>()

  private func submit(_ value: Int) {
    latest.submit(value, to: queue) { [done] in done.post($0) }
  }

  @Test("what waits is forgotten for what comes after it")
  func replacing() {
    for value in 1...3 { submit(value) }
    #expect(queue.count == 1)
    queue.run()
    #expect(done.collect() == [3])
  }

  @Test("what comes once the work began is done after it")
  func following() {
    submit(1)
    queue.run()
    submit(2)
    queue.run()
    #expect(done.collect() == [1, 2])
  }

  @Test("a value that comes during the work has a job of its own")
  func during() {
    latest.submit(1, to: queue) { [done, latest, queue] value in
      latest.submit(2, to: queue) { done.post($0) }
      done.post(value)
    }
    queue.run()
    #expect(queue.count == 1)
    queue.run()
    #expect(done.collect() == [1, 2])
  }
}
