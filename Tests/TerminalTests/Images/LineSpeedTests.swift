import Terminal
import Testing

@Suite("How fast the line is")
struct LineSpeedTests {
  /// A line that takes so many bytes a second, and answers after `delay`.
  private struct Line {
    let rate: Double
    let delay: Double
    /// When all that was sent has gone through.
    var free = 0.0
    var now = 0.0

    mutating func send(_ bytes: Int) { free = max(free, now) + Double(bytes) / rate }

    /// When an answer to a question comes that is asked now.
    var answer: Double { max(free, now) + delay }
  }

  /// Sends the first frame and then pictures for so many seconds; returns the longest time that a key
  /// waited behind them, from the middle on.
  private func play(
    _ line: inout Line, _ speed: inout LineSpeed, seconds: Double
  ) -> Double {
    line.send(5000)
    speed.ask(behind: 5000, from: line.now, to: line.now)
    line.now = line.answer
    speed.answered(at: line.now)
    if speed.wantsEmptyQuestion {
      speed.ask(behind: 0, from: line.now, to: line.now)
      line.now = line.answer
      speed.answered(at: line.now)
    }
    var worst = 0.0
    var sent = (bytes: 0, since: line.now)
    var answer: Double?
    while line.now < seconds {
      if let time = answer, time <= line.now {
        speed.answered(at: line.now)
        answer = nil
      }
      guard speed.isSlow else {
        line.now += 0.01
        continue
      }
      if speed.allowance(at: line.now) >= speed.piece {
        let bytes = speed.piece
        line.send(bytes)
        speed.spend(bytes)
        sent.bytes += bytes
        if answer == nil, sent.bytes > 6 * bytes {
          speed.ask(behind: sent.bytes, from: sent.since, to: line.now)
          answer = line.answer
          sent = (0, line.now)
        }
      }
      if line.now > seconds / 2 { worst = max(worst, line.free - line.now) }
      line.now = max(line.now + 0.0005, min(speed.next(after: line.now), answer ?? .infinity))
    }
    return worst
  }

  @Test(
    "a slow line is known from the first frame, and no key waits long behind pictures",
    arguments: [5000.0, 12_000, 20_000, 30_000], [0.0, 0.05, 0.2])
  func slow(rate: Double, delay: Double) throws {
    var line = Line(rate: rate, delay: delay)
    var speed = LineSpeed(delay: delay)
    let worst = play(&line, &speed, seconds: 20)
    #expect(speed.isSlow)
    #expect(worst < 0.055, "\(worst)")
    #expect(try 0.5 * rate...1.6 * rate ~= #require(speed.rate), "\(speed.rate ?? 0)")
  }

  @Test("a quick line has no pieces and no drafts", arguments: [0.0, 0.2])
  func quick(delay: Double) {
    var line = Line(rate: 5_000_000, delay: delay)
    var speed = LineSpeed(delay: delay)
    _ = play(&line, &speed, seconds: 1)
    #expect(!speed.isSlow && speed.piece == Int.max && speed.draft == nil)
    #expect(speed.allowance(at: 0) == Int.max)
  }

  @Test("a terminal that is busy is no slow line, and one that pictures wait for is")
  func busy() {
    var speed = LineSpeed(delay: 0.001)
    speed.ask(behind: 5000, from: 0, to: 0)
    speed.answered(at: 0.3)
    #expect(speed.wantsEmptyQuestion && !speed.isSlow)
    speed.ask(behind: 0, from: 0.3, to: 0.3)
    speed.answered(at: 0.5)
    #expect(!speed.isSlow && !speed.wantsEmptyQuestion)
    speed.ask(behind: 50_000, from: 2, to: 2.01)
    speed.answered(at: 4)
    speed.ask(behind: 0, from: 4, to: 4)
    speed.answered(at: 4.002)
    #expect(speed.isSlow)
  }

  @Test("a line that becomes quick is soon taken for one")
  func recovery() {
    var speed = LineSpeed(delay: 0.001)
    speed.ask(behind: 5000, from: 0, to: 0)
    speed.answered(at: 0.2)
    speed.ask(behind: 0, from: 0.2, to: 0.2)
    speed.answered(at: 0.202)
    #expect(speed.isSlow)
    for number in 1...40 {
      speed.ask(behind: 1000, from: Double(number), to: Double(number) + 0.02)
      speed.answered(at: Double(number) + 0.022)
    }
    #expect(!speed.isSlow)
  }
}
