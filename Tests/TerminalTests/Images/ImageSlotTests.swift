import Terminal
import Testing

@Suite("When images of several slots are sent")
struct ImageSlotTests {
  private let left = Rect(x: 0, y: 2, width: 40, height: 20)
  private let right = Rect(x: 40, y: 2, width: 40, height: 20)

  private func order(_ version: Int, slot: Int) -> ImageOrder {
    .test(version, pane: slot == 0 ? left : right, slot: slot)
  }

  private func wishes(_ versions: [Int], isLive: Bool = false) -> [ImageSchedule.Wish] {
    versions.enumerated().map { ImageSchedule.Wish(order($1, slot: $0), isLive: isLive) }
  }

  /// Plans and has everything done that was planned.
  @discardableResult
  private func perform(
    _ schedule: inout ImageSchedule, _ wishes: [ImageSchedule.Wish], at now: Double
  ) -> ImageSchedule.Plan {
    let plan = schedule.plan(wishes, at: now)
    for order in plan.make { schedule.made(.test(order), for: order) }
    if !plan.draw.isEmpty {
      schedule.sent(plan.draw, isWhole: true, from: now, to: now + 0.001, awaitsReply: false)
    }
    return plan
  }

  private func shown(_ wishes: [ImageSchedule.Wish]) -> ImageSchedule {
    var schedule = ImageSchedule(interval: 0.05)
    perform(&schedule, wishes, at: 0)
    perform(&schedule, wishes, at: 0.1)
    return schedule
  }

  @Test("images that stand still are made and sent together, and stay")
  func together() {
    var schedule = ImageSchedule(interval: 0.05)
    #expect(perform(&schedule, wishes([1, 1]), at: 0).make.count == 2)
    let plan = perform(&schedule, wishes([1, 1]), at: 0.01)
    #expect(plan.draw == [.test(order(1, slot: 0)), .test(order(1, slot: 1))])
    #expect(perform(&schedule, wishes([1, 1]), at: 5) == ImageSchedule.Plan())
  }

  @Test("an image that goes is erased from its own pane, and its neighbour stays")
  func removal() {
    var schedule = shown(wishes([1, 1]))
    let plan = perform(&schedule, [ImageSchedule.Wish(order(1, slot: 1), isLive: false)], at: 2)
    #expect(plan.erase == [left])
    #expect(plan.draw.isEmpty)
    #expect(schedule.plan([ImageSchedule.Wish(order(1, slot: 1), isLive: false)], at: 3).draw == [])
  }

  @Test("all images go where none is wanted, and come back without being made again")
  func covered() {
    var schedule = shown(wishes([1, 1]))
    #expect(Set(perform(&schedule, [], at: 2).erase) == [left, right])
    let plan = perform(&schedule, wishes([1, 1]), at: 3)
    #expect(plan.make.isEmpty)
    #expect(plan.draw.count == 2)
    #expect(plan.erase.isEmpty)
  }

  @Test("an image that loses cells to another slot's erasing is sent again")
  func lost() {
    var schedule = shown(wishes([1, 1]))
    // The left one grows over the right one's pane and gives it back.
    let wide = ImageOrder.test(1, pane: Rect(x: 0, y: 2, width: 50, height: 20), slot: 0)
    let both = [wide, order(1, slot: 1)].map { ImageSchedule.Wish($0, isLive: false) }
    perform(&schedule, both, at: 2)
    #expect(perform(&schedule, both, at: 2.1).draw == [.test(wide)])
    let back = perform(&schedule, wishes([1, 1]), at: 3)
    #expect(back.erase == [wide.pane])
    #expect(back.wake == 3)
    let next = perform(&schedule, wishes([1, 1]), at: 3.02)
    #expect(next.draw.contains(.test(order(1, slot: 1))))
    perform(&schedule, wishes([1, 1]), at: 3.04)
    #expect(perform(&schedule, wishes([1, 1]), at: 9) == ImageSchedule.Plan())
  }

  @Test("an image that was broken off holds back those behind it, which are still sent")
  func brokenOff() {
    var schedule = ImageSchedule(interval: 0.05)
    perform(&schedule, wishes([1, 1]), at: 0)
    let plan = schedule.plan(wishes([1, 1]), at: 0.1)
    schedule.sent(
      Array(plan.draw.prefix(1)), isWhole: false, from: 0.1, to: 0.2, awaitsReply: false)
    let soon = schedule.plan(wishes([1, 1]), at: 0.21)
    #expect(soon.draw.isEmpty)
    #expect((soon.wake ?? 0) > 0.21)
    #expect(schedule.plan(wishes([1, 1]), at: 1).draw.count == 2)
  }

  /// Plays live images of so many slots, each with a new version every `pace` seconds; returns how
  /// many of each slot were sent.
  private func play(slots: Int, seconds: Double, pace: Double, reply: Double) -> [Int] {
    var schedule = ImageSchedule(interval: 0.045)
    var sent = [Int](repeating: 0, count: slots)
    var confirmation: Double?
    var now = 0.0
    while now < seconds {
      if let time = confirmation, time <= now {
        schedule.confirmed(at: now)
        confirmation = nil
      }
      let version = Int(now / pace)
      let wishes = (0..<slots).map { slot in
        let pane = Rect(x: 20 * slot, y: 2, width: 20, height: 10)
        return ImageSchedule.Wish(.test(version, pane: pane, slot: slot), isLive: true)
      }
      let plan = schedule.plan(wishes, at: now)
      for order in plan.make { schedule.made(.test(order), for: order) }
      if !plan.draw.isEmpty {
        for image in plan.draw { sent[image.order.pane.x / 20] += 1 }
        schedule.sent(plan.draw, isWhole: true, from: now, to: now + 0.005, awaitsReply: true)
        confirmation = now + 0.005 + reply
      }
      now += 0.004
    }
    return sent
  }

  @Test("several live slots together send no more than one alone, and share it evenly")
  func commonPace() {
    for reply in [0.002, 0.02, 0.2] {
      let alone = play(slots: 1, seconds: 20, pace: 0.01, reply: reply)[0]
      #expect(alone >= 60)
      for slots in [2, 3, 5] {
        let shared = play(slots: slots, seconds: 20, pace: 0.01, reply: reply)
        #expect(shared.reduce(0, +) <= alone, "\(shared) where one sends \(alone)")
        // They differ by the last round alone.
        #expect((shared.max() ?? 0) - (shared.min() ?? 0) <= 1, "\(shared)")
      }
    }
  }

  @Test("an image that stands still does not wait for a live one")
  func stillBesideLive() {
    var schedule = ImageSchedule(interval: 0.5)
    let both = [
      ImageSchedule.Wish(order(1, slot: 0), isLive: true),
      ImageSchedule.Wish(order(1, slot: 1), isLive: false),
    ]
    perform(&schedule, both, at: 0)
    perform(&schedule, both, at: 0.01)
    let next = [
      ImageSchedule.Wish(order(2, slot: 0), isLive: true),
      ImageSchedule.Wish(order(2, slot: 1), isLive: false),
    ]
    perform(&schedule, next, at: 0.02)
    let plan = perform(&schedule, next, at: 0.03)
    #expect(plan.draw == [.test(order(2, slot: 1))])
    #expect((plan.wake ?? 0) > 0.03)
  }
}
