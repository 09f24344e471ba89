import Engine
import Foundation
import Recipes
import TestSupport
import Testing

@Suite("Diffusion loop")
struct DiffusionLoopTests {
  private let schedule = Schedule()

  /// Draws single numbers of a normal distribution of deviation 0.5, whose noise is known exactly,
  /// and returns the largest error of the latent that the deterministic way leads to.
  private func error(_ sampler: DiffusionSampler, steps: Int) throws -> Double {
    let deviation: Float = 0.5
    func spread(_ t: Float) -> Float {
      let factors = schedule.diffusion(at: t)
      return
        (factors.signal * factors.signal * deviation * deviation
        + factors.noise * factors.noise).squareRoot()
    }
    // Away from the clamped ends, where the schedule stands still.
    let times = linspace(from: 0.95, to: 0.05, count: steps + 1)
    let loop = DiffusionLoop(schedule: schedule, sampler: sampler, times: times, guidance: nil)
    let start: [Float] = [-1.5, -0.3, 0.8, 2]
    var x = Tensor([1, 1, 1, 4], start)
    var memory = DiffusionLoop.Memory()
    var draws = TorchGenerator(seed: 1)
    for step in 0..<loop.steps {
      x = try loop.step(step, x, &memory, draws: &draws) { x, times in
        let noise = schedule.diffusion(at: times[0]).noise
        let width = spread(times[0])
        return x.mapElements { $0 * noise / (width * width) }
      }
    }
    let ratio = spread(times[steps]) / spread(times[0])
    return zip(x.elements, start).map { abs(Double($0 - $1 * ratio)) }.max() ?? 0
  }

  @Test(
    "halving the steps costs the second-order sampler far more accuracy than the first-order one")
  func order() throws {
    let first = try error(.ddim, steps: 8) / error(.ddim, steps: 32)
    let second = try error(.dpm, steps: 8) / error(.dpm, steps: 32)
    // Orders 1 and 2 over two halvings: 4 and 16, the last step of the first order apart.
    #expect(first < 8 && second > 10, "\(first), \(second)")
    #expect(try error(.dpm, steps: 16) < error(.ddim, steps: 32))
  }

  @Test("a slope is followed no further than twice the length it was measured over")
  func unevenSteps() {
    let plain = schedule.step(.dpm, from: 0.5, to: 0.4)
    let limit = schedule.step(.dpm, from: 0.5, to: 0.4, after: 0.5001)
    #expect(limit == schedule.step(.dpm, from: 0.5, to: 0.4, after: 0.500_01))
    let now = schedule.diffusion(at: 0.5)
    let share = -plain.prediction * now.signal / now.noise
    // A handful of roundings.
    #expect(abs(limit.earlier + 2 * share) < 1e-6, "\(limit.earlier) of \(share)")
  }

  @Test("only DDPM takes random numbers after the first noise")
  func draws() throws {
    for sampler in DiffusionSampler.allCases {
      let loop = DiffusionLoop(
        schedule: schedule, sampler: sampler, times: [1, 0.5, 0], guidance: nil)
      var memory = DiffusionLoop.Memory()
      var draws = TorchGenerator(seed: 3)
      let untouched = draws
      for step in 0..<2 {
        _ = try loop.step(step, Tensor([1, 1, 1, 16]), &memory, draws: &draws) { x, _ in x }
      }
      #expect((draws == untouched) == (sampler != .ddpm))
    }
  }
}
