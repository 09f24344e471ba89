import Engine
import Files
import Foundation
import Recipes
import Testing

@Suite("The noise schedule")
struct ScheduleTests {
  private struct Case: Decodable {
    let rtol: Float
    let atolByOutput: [String: Float]

    enum CodingKeys: String, CodingKey {
      case rtol
      case atolByOutput = "atol_by_output"
    }
  }

  @Test("gives the reference's recorded values")
  func recordedValues() throws {
    let folder = TestFiles.golden("v1/diffuzz_schedule")
    let golden = try JSONDecoder().decode(
      Case.self, from: Data(contentsOf: URL(filePath: (folder / "case.json").text)))
    let file = try SafetensorsFile(folder / "io.safetensors")
    let times = try file.tensor(named: "in.t").elements
    let schedule = Schedule()
    var outputs = [
      "alpha_cumprod": times.map { schedule.alphaCumprod($0) },
      "p2": times.map { schedule.p2Weight($0) },
      "p2_k2_gamma05": times.map { schedule.p2Weight($0, k: 2, gamma: 0.5) },
      "alpha_scaler2": times.map { Schedule(scaler: 2).alphaCumprod($0) },
      "alpha_scaler05": times.map { Schedule(scaler: 0.5).alphaCumprod($0) },
    ]
    let x = try file.tensor(named: "in.x").elements
    let noise = try file.tensor(named: "in.noise").elements
    let factors = try file.tensor(named: "in.x_t").elements.map { schedule.diffusion(at: $0) }
    let perSample = x.count / factors.count
    outputs["diffused"] = x.indices.map { i in
      factors[i / perSample].signal * x[i] + factors[i / perSample].noise * noise[i]
    }
    #expect(outputs.count == golden.atolByOutput.count)
    for (name, got) in outputs {
      let want = try file.tensor(named: "out." + name).elements
      let atol = try #require(golden.atolByOutput[name])
      #expect(got.count == want.count)
      for (index, pair) in zip(got, want).enumerated() {
        let tolerance = atol + golden.rtol * abs(pair.1)
        #expect(abs(pair.0 - pair.1) <= tolerance, "\(name)[\(index)]: \(pair)")
      }
    }
  }

  /// The two samplers as spec v1 §7 writes them, in double precision.
  @Test("step factors are the samplers' formulas", arguments: DiffusionSampler.allCases)
  func stepFactors(sampler: DiffusionSampler) {
    let schedule = Schedule()
    let times = linspace(from: 1, to: 0, count: 31)
    for (t, next) in zip(times, times.dropFirst()) {
      let now = Double(schedule.alphaCumprod(t))
      let later = Double(schedule.alphaCumprod(next))
      let (x, n, z) = (0.7, -1.3, 0.4)
      let want: Double
      switch sampler {
      case .ddpm:
        let alpha = now / later
        let mean = (x - (1 - alpha) * n / (1 - now).squareRoot()) / alpha.squareRoot()
        let sigma = ((1 - alpha) * (1 - later) / (1 - now)).squareRoot()
        want = mean + (next == 0 ? 0 : sigma * z)
      case .ddim, .dpm:
        // Without a step before it, DPM-Solver++ is DDIM.
        let start = (x - (1 - now).squareRoot() * n) / now.squareRoot()
        want = later.squareRoot() * start + (1 - later).squareRoot() * n
      }
      let factors = schedule.step(sampler, from: t, to: next)
      let got = factors.input * Float(x) + factors.prediction * Float(n) + factors.fresh * Float(z)
      // Ten roundings of numbers up to four times the first factor.
      #expect(
        abs(Double(got) - want) <= 10 * 4 * Rounding.single * max(1, Double(factors.input)),
        "\(t) → \(next)")
    }
  }

  @Test("the last step adds no noise, every other DDPM step does")
  func freshNoise() {
    let times = linspace(from: 1, to: 0, count: 9)
    let fresh = zip(times, times.dropFirst()).map {
      Schedule().step(.ddpm, from: $0, to: $1).fresh
    }
    #expect(fresh.last == 0)
    #expect(fresh.dropLast().allSatisfy { $0 > 0 })
  }

  @Test("linspace meets both ends and rounds as torch does")
  func linspaceValues() {
    #expect(linspace(from: 1, to: 0, count: 1) == [1])
    #expect(linspace(from: 1, to: 0, count: 0) == [])
    for count in 2...200 {
      let values = linspace(from: 1, to: 0, count: count)
      #expect(values.first == 1 && values.last == 0 && values.count == count)
      let step = -1 / Float(count - 1)
      for (i, value) in values.enumerated() {
        // The exact product and sum fit a Double; one rounding remains.
        let exact =
          i < count / 2 ? 1 + Double(step) * Double(i) : Double(-step) * Double(count - 1 - i)
        #expect(value == Float(exact))
      }
    }
  }

  @Test(
    "linspace gives the reference's recorded times to the last bit",
    arguments: [1, 2, 6, 12, 29, 60])
  func recordedTimes(steps: Int) throws {
    let file = try SafetensorsFile(
      TestFiles.golden("v2/scheduler_timesteps") / "io.safetensors")
    let want = try file.tensor(named: "out.linspace_\(steps)").elements
    #expect(linspace(from: 1, to: 0, count: steps + 1) == want)
  }
}
