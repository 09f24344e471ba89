/// Everything a user sets: the only input of a run.
///
/// The same recipe with the same model draws the same pixels on one class of CPU, whatever the
/// number of threads.
package struct Recipe: Codable, Equatable, Sendable {
  package var prompt: String
  package var negative: String
  /// The name of the model, as `wurst models` lists it.
  package var model: String
  package var seed: UInt32
  /// Starts a fresh generator for Stage B; when nil the one of Stage C runs on.
  package var seedB: UInt32?
  /// Of the pictures, in pixels; the model's own when nil.
  package var size: PictureSize?
  /// Pictures that are drawn together from one generator, 1…64.
  package var count = 1
  package var stageC: StageC
  package var stageB: StageB
  package var start = Start.noise
  /// Another prompt and seed that this one is on the way to.
  package var toward: Toward?
  /// Files that change the prior.
  package var loras: [LoRA] = []
  /// What products are computed in; another one gives slightly other pixels.
  package var precision = Precision.fp32

  /// How the prior turns noise into a latent.
  package struct StageC: Codable, Equatable, Sendable {
    /// Denoising steps, 1…1000.
    package var steps: Int
    /// Weight of the prompt against the negative prompt, 0…30, as `Guidance` takes it.
    package var guidance: Float
    package var sampler: DiffusionSampler
    /// Which times the steps visit; those that are not `linear` bring their own number of steps.
    package var schedule = Timesteps.linear
    /// The share of the steps in which guidance is used, each end 0…1, the first not above the last;
    /// all of them when nil.
    package var guidanceRange: Span?

    enum CodingKeys: String, CodingKey {
      case steps, guidance, sampler, schedule, guidanceRange
    }

    package init(steps: Int, guidance: Float, sampler: DiffusionSampler) {
      self.steps = steps
      self.guidance = guidance
      self.sampler = sampler
    }

    /// The steps that are taken, which is not `steps` where the schedule brings its own.
    package var stepCount: Int { schedule.times(steps: steps).count - 1 }
  }

  /// How Stage B refines the latent: into tokens in version 1, into a finer latent in version 2.
  package struct StageB: Codable, Equatable, Sendable {
    /// Sampling steps, 1…100.
    package var steps: Int
    /// Weight of the latent against an empty one, 0…30, as `Guidance` takes it.
    package var guidance: Float
    /// Of the choice of tokens at the first and at the last step, each 0.01…10; version 2 has none.
    package var temperature: Span?
    package var sampler: TokenSampler?

    package init(
      steps: Int, guidance: Float, temperature: Span? = nil, sampler: TokenSampler? = nil
    ) {
      self.steps = steps
      self.guidance = guidance
      self.temperature = temperature
      self.sampler = sampler
    }
  }

  /// What a number is at the beginning and at the end.
  package struct Span: Codable, Equatable, Sendable {
    package var from: Float
    package var to: Float

    package init(from: Float, to: Float) {
      self.from = from
      self.to = to
    }
  }

  /// The other end of the way between two prompts and seeds.
  package struct Toward: Codable, Equatable, Sendable {
    package var prompt: String
    package var negative: String
    package var seed: UInt32
    /// How far on the way: 0 is the recipe itself, 1 the other end.
    package var share: Float

    package init(prompt: String, negative: String, seed: UInt32, share: Float) {
      self.prompt = prompt
      self.negative = negative
      self.seed = seed
      self.share = share
    }
  }

  /// A file that changes the prior, and how much of the change is mixed in.
  package struct LoRA: Codable, Equatable, Sendable {
    package var path: String
    package var weight: Float

    package init(path: String, weight: Float) {
      self.path = path
      self.weight = weight
    }
  }

  package init(
    prompt: String, negative: String, model: String, seed: UInt32, seedB: UInt32? = nil,
    stageC: StageC, stageB: StageB
  ) {
    self.prompt = prompt
    self.negative = negative
    self.model = model
    self.seed = seed
    self.seedB = seedB
    self.stageC = stageC
    self.stageB = stageB
  }
}
