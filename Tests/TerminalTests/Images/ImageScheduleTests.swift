import Render
import Terminal
import Testing

@Suite("When images are sent")
struct ImageScheduleTests {
  private let pane = Rect(x: 40, y: 2, width: 40, height: 20)

  private func order(
    _ version: Int, series: Int = 0, pane: Rect? = nil
  ) -> ImageOrder {
    .test(version, series: series, pane: pane ?? self.pane)
  }

  private func image(_ order: ImageOrder, side: Int = 300) -> DrawnImage {
    .test(order, side: side)
  }

  @Test("an image is made once and sent once, and stays")
  func once() {
    var schedule = ImageSchedule(interval: 0.05)
    let wanted = order(1)
    #expect(schedule.plan(wanted, isLive: false, at: 0).make == [wanted])
    #expect(schedule.plan(wanted, isLive: false, at: 0.01) == ImageSchedule.Plan())
    schedule.made(image(wanted), for: wanted)
    #expect(schedule.plan(wanted, isLive: false, at: 0.02).draw == [image(wanted)])
    schedule.sent([image(wanted)], isWhole: true, from: 0.02, to: 0.03, awaitsReply: false)
    #expect(schedule.plan(wanted, isLive: false, at: 5) == ImageSchedule.Plan())
  }

  @Test("after the screen was cleared the same bytes are sent again")
  func cleared() {
    var schedule = shown(order(1))
    schedule.lost()
    let plan = schedule.plan(order(1), isLive: false, at: 2)
    #expect(plan.draw == [image(order(1))])
    #expect(plan.make.isEmpty)
    #expect(plan.erase.isEmpty)
  }

  @Test("an image that is wanted no more is erased once")
  func unwanted() {
    var schedule = shown(order(1))
    #expect(!schedule.plan(nil, isLive: false, at: 2).erase.isEmpty)
    #expect(schedule.plan(nil, isLive: false, at: 3).erase.isEmpty)
  }

  @Test("an image in another place, or of another size, erases the one before")
  func moved() {
    var schedule = shown(order(1))
    let elsewhere = order(1, pane: Rect(x: 30, y: 2, width: 50, height: 20))
    #expect(!schedule.plan(elsewhere, isLive: false, at: 2).erase.isEmpty)

    schedule = shown(order(1))
    let next = order(1, series: 1)
    _ = schedule.plan(next, isLive: false, at: 2)
    schedule.made(image(next, side: 200), for: next)
    #expect(!schedule.plan(next, isLive: false, at: 2.1).erase.isEmpty)
  }

  @Test("an image of the same size takes the place of the one before without erasing")
  func replaced() {
    var schedule = shown(order(1))
    _ = schedule.plan(order(2), isLive: false, at: 2)
    schedule.made(image(order(2)), for: order(2))
    let plan = schedule.plan(order(2), isLive: false, at: 2.1)
    #expect(plan.erase.isEmpty)
    #expect(plan.draw == [image(order(2))])
  }

  @Test("an image that was broken off is sent again after a while, and erased if it has to go")
  func brokenOff() {
    var schedule = ImageSchedule(interval: 0.05)
    _ = schedule.plan(order(1), isLive: false, at: 0)
    schedule.made(image(order(1)), for: order(1))
    schedule.sent([image(order(1))], isWhole: false, from: 0.1, to: 0.2, awaitsReply: false)
    let soon = schedule.plan(order(1), isLive: false, at: 0.21)
    #expect(soon.draw.isEmpty)
    #expect((soon.wake ?? 0) > 0.21)
    #expect(!schedule.plan(order(1), isLive: false, at: 1).draw.isEmpty)
    #expect(!schedule.plan(nil, isLive: false, at: 1.1).erase.isEmpty)
  }

  @Test("what cannot be drawn is not tried again and again")
  func impossible() {
    var schedule = ImageSchedule(interval: 0.05)
    _ = schedule.plan(order(1), isLive: false, at: 0)
    schedule.made(nil, for: order(1))
    #expect(schedule.plan(order(1), isLive: false, at: 1) == ImageSchedule.Plan())
    #expect(schedule.plan(order(2), isLive: false, at: 1).make == [order(2)])
  }

  /// Plays a series whose steps end every `pace` seconds, with an image that takes `making` to
  /// make, `sending` to send and `reply` to be confirmed; returns how many were sent.
  private func play(
    steps: Int, pace: Double, making: Double, sending: Double, reply: Double
  ) -> Int {
    var schedule = ImageSchedule(interval: 0.045)
    var sent: Set<Int> = []
    var job: (order: ImageOrder, done: Double)?
    var confirmation: Double?
    var now = 0.0
    while now < Double(steps) * pace {
      if let time = confirmation, time <= now {
        schedule.confirmed(at: now)
        confirmation = nil
      }
      if let finished = job, finished.done <= now {
        schedule.made(image(finished.order), for: finished.order)
        job = nil
      }
      let step = Int(now / pace)
      if step > 0 {
        let plan = schedule.plan(order(step), isLive: true, at: now)
        if let make = plan.make.first { job = (make, now + making) }
        if let draw = plan.draw.first {
          schedule.sent([draw], isWhole: true, from: now, to: now + sending, awaitsReply: true)
          sent.insert(draw.order.key.version)
          now += sending
          confirmation = now + reply
        }
      }
      now += 0.004
    }
    return sent.count
  }

  @Test("thirty quick steps of Stage C show at least five latents")
  func quickSteps() {
    #expect(play(steps: 30, pace: 0.015, making: 0.012, sending: 0.008, reply: 0.015) >= 5)
  }

  @Test("eight steps of Stage B show at least four token pictures")
  func tokenSteps() {
    #expect(play(steps: 8, pace: 0.1, making: 0.04, sending: 0.01, reply: 0.02) >= 4)
  }

  @Test("one image that is held up does not hold up those behind it")
  func accident() {
    var schedule = shown(order(1))
    _ = schedule.plan(order(2), isLive: true, at: 2)
    schedule.made(image(order(2)), for: order(2))
    schedule.sent([image(order(2))], isWhole: true, from: 2, to: 2.6, awaitsReply: true)
    schedule.confirmed(at: 2.7)
    _ = schedule.plan(order(3), isLive: true, at: 2.7)
    schedule.made(image(order(3)), for: order(3))
    #expect(!schedule.plan(order(3), isLive: true, at: 2.75).draw.isEmpty)
  }

  @Test("a slow terminal gets fewer images instead of a queue of them")
  func slowTerminal() {
    let quick = play(steps: 100, pace: 0.05, making: 0.01, sending: 0.005, reply: 0.01)
    let slow = play(steps: 100, pace: 0.05, making: 0.01, sending: 0.3, reply: 0.2)
    #expect(quick > 3 * slow)
    #expect(slow >= 3)
  }

  private func shown(_ order: ImageOrder) -> ImageSchedule {
    var schedule = ImageSchedule(interval: 0.05)
    _ = schedule.plan(order, isLive: false, at: 0)
    schedule.made(image(order), for: order)
    _ = schedule.plan(order, isLive: false, at: 0.1)
    schedule.sent([image(order)], isWhole: true, from: 0.1, to: 0.11, awaitsReply: false)
    return schedule
  }
}
