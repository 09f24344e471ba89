import Render
import Terminal
import Testing

@Suite("When images are sent")
struct ImagePlannerTests {
  private let pane = Rect(x: 40, y: 2, width: 40, height: 20)

  private func order(
    _ version: Int, series: Int = 0, pane: Rect? = nil
  ) -> ImageOrder {
    ImageOrder(
      key: ImageKey(series: series, version: version, variant: 0), pane: pane ?? self.pane,
      screenRows: 24, cell: PixelSize(width: 8, height: 16), mode: .sixel(colours: 256))
  }

  private func image(_ order: ImageOrder, side: Int = 300) -> DrawnImage {
    DrawnImage(
      order: order,
      place: DrawnImage.Place(
        pixels: PixelSize(width: side, height: side),
        cells: Rect(x: 41, y: 3, width: 38, height: 19)),
      parts: [])
  }

  @Test("an image is made once and sent once, and stays")
  func once() {
    var planner = ImagePlanner(interval: 0.05)
    let wanted = order(1)
    #expect(planner.plan(wanted, isLive: false, at: 0).make == wanted)
    #expect(planner.plan(wanted, isLive: false, at: 0.01) == ImagePlanner.Plan())
    planner.made(image(wanted), for: wanted)
    #expect(planner.plan(wanted, isLive: false, at: 0.02).draw == image(wanted))
    planner.sent(image(wanted), isWhole: true, from: 0.02, to: 0.03, awaitsReply: false)
    #expect(planner.plan(wanted, isLive: false, at: 5) == ImagePlanner.Plan())
  }

  @Test("after the screen was cleared the same bytes are sent again")
  func cleared() {
    var planner = shown(order(1))
    planner.lost()
    let plan = planner.plan(order(1), isLive: false, at: 2)
    #expect(plan.draw == image(order(1)))
    #expect(plan.make == nil)
    #expect(!plan.erase)
  }

  @Test("an image that is wanted no more is erased once")
  func unwanted() {
    var planner = shown(order(1))
    #expect(planner.plan(nil, isLive: false, at: 2).erase)
    #expect(!planner.plan(nil, isLive: false, at: 3).erase)
  }

  @Test("an image in another place, or of another size, erases the one before")
  func moved() {
    var planner = shown(order(1))
    let elsewhere = order(1, pane: Rect(x: 30, y: 2, width: 50, height: 20))
    #expect(planner.plan(elsewhere, isLive: false, at: 2).erase)

    planner = shown(order(1))
    let next = order(1, series: 1)
    _ = planner.plan(next, isLive: false, at: 2)
    planner.made(image(next, side: 200), for: next)
    #expect(planner.plan(next, isLive: false, at: 2.1).erase)
  }

  @Test("an image of the same size takes the place of the one before without erasing")
  func replaced() {
    var planner = shown(order(1))
    _ = planner.plan(order(2), isLive: false, at: 2)
    planner.made(image(order(2)), for: order(2))
    let plan = planner.plan(order(2), isLive: false, at: 2.1)
    #expect(!plan.erase)
    #expect(plan.draw == image(order(2)))
  }

  @Test("an image that was broken off is sent again after a while, and erased if it has to go")
  func brokenOff() {
    var planner = ImagePlanner(interval: 0.05)
    _ = planner.plan(order(1), isLive: false, at: 0)
    planner.made(image(order(1)), for: order(1))
    planner.sent(image(order(1)), isWhole: false, from: 0.1, to: 0.2, awaitsReply: false)
    let soon = planner.plan(order(1), isLive: false, at: 0.21)
    #expect(soon.draw == nil)
    #expect((soon.wake ?? 0) > 0.21)
    #expect(planner.plan(order(1), isLive: false, at: 1).draw != nil)
    #expect(planner.plan(nil, isLive: false, at: 1.1).erase)
  }

  @Test("what cannot be drawn is not tried again and again")
  func impossible() {
    var planner = ImagePlanner(interval: 0.05)
    _ = planner.plan(order(1), isLive: false, at: 0)
    planner.made(nil, for: order(1))
    #expect(planner.plan(order(1), isLive: false, at: 1) == ImagePlanner.Plan())
    #expect(planner.plan(order(2), isLive: false, at: 1).make == order(2))
  }

  /// Plays a series whose steps end every `pace` seconds, with an image that takes `making` to
  /// make, `sending` to send and `reply` to be confirmed; returns how many were sent.
  private func play(
    steps: Int, pace: Double, making: Double, sending: Double, reply: Double
  ) -> Int {
    var planner = ImagePlanner(interval: 0.045)
    var sent: Set<Int> = []
    var job: (order: ImageOrder, done: Double)?
    var confirmation: Double?
    var now = 0.0
    while now < Double(steps) * pace {
      if let time = confirmation, time <= now {
        planner.confirmed(at: now)
        confirmation = nil
      }
      if let finished = job, finished.done <= now {
        planner.made(image(finished.order), for: finished.order)
        job = nil
      }
      let step = Int(now / pace)
      if step > 0 {
        let plan = planner.plan(order(step), isLive: true, at: now)
        if let make = plan.make { job = (make, now + making) }
        if let draw = plan.draw {
          planner.sent(draw, isWhole: true, from: now, to: now + sending, awaitsReply: true)
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
    var planner = shown(order(1))
    _ = planner.plan(order(2), isLive: true, at: 2)
    planner.made(image(order(2)), for: order(2))
    planner.sent(image(order(2)), isWhole: true, from: 2, to: 2.6, awaitsReply: true)
    planner.confirmed(at: 2.7)
    _ = planner.plan(order(3), isLive: true, at: 2.7)
    planner.made(image(order(3)), for: order(3))
    #expect(planner.plan(order(3), isLive: true, at: 2.75).draw != nil)
  }

  @Test("a slow terminal gets fewer images instead of a queue of them")
  func slowTerminal() {
    let quick = play(steps: 100, pace: 0.05, making: 0.01, sending: 0.005, reply: 0.01)
    let slow = play(steps: 100, pace: 0.05, making: 0.01, sending: 0.3, reply: 0.2)
    #expect(quick > 3 * slow)
    #expect(slow >= 3)
  }

  private func shown(_ order: ImageOrder) -> ImagePlanner {
    var planner = ImagePlanner(interval: 0.05)
    _ = planner.plan(order, isLive: false, at: 0)
    planner.made(image(order), for: order)
    _ = planner.plan(order, isLive: false, at: 0.1)
    planner.sent(image(order), isWhole: true, from: 0.1, to: 0.11, awaitsReply: false)
    return planner
  }
}
