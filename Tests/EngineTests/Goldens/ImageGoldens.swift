import Engine

/// What happens to a picture on its way to a latent, and to the latent on its way to Stage B.
enum ImageGoldens {
  static let kinds: [(String, GoldenRunner.Check)] = [
    ("image_preprocess", preprocess), ("effnet_resize", resize), ("effnet_encoder", encode),
  ]

  private static func preprocess(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    struct Config: Decodable {
      let jobs: [Job]
      let mean: [Float]
      let std: [Float]

      struct Job: Decodable {
        let input: String
        let resize: Int
        let crop: Int
      }
    }
    let config = try golden.options(Config.self)
    for job in config.jobs {
      let shape = try golden.shape("in." + job.input)
      let values = try golden.integers("in." + job.input).map { Float($0) / 255 }
      let picture = Tensor([1] + shape, values).channelsLast()
      let bytes = picture.elements.map { UInt8(($0 * 255).rounded()) }
      for kernel in [AxisFilter.Kernel.bilinear, .bicubic] {
        let preprocess = ImagePreprocessing(
          side: job.resize, crop: (job.crop, job.crop), kernel: kernel, mean: config.mean,
          deviation: config.std)
        let name = "\(job.input).\(kernel)."
        try comparison.map(name + "resized", preprocess.resized(picture))
        try comparison.map(name + "normalised", preprocess(picture))
        try comparison.map(
          name + "normalised", preprocess(rgb: bytes, height: shape[1], width: shape[2]))
      }
    }
  }

  private static func resize(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    struct Config: Decodable {
      let pairs: [[[Int]]]
    }
    for (index, pair) in try golden.options(Config.self).pairs.enumerated() {
      let x = try golden.map("in.x\(index)")
      try comparison.map("y\(index)", x.resizedFromCorners(pair[1][0], pair[1][1]))
    }
  }

  private static func encode(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    let weights = try golden.weights()
    let encoder = try EfficientNet(try golden.config(EncoderConfig.self), weights: weights)
    try weights.finish()
    let x = try golden.map("in.x")
    let latent = try encoder(x)
    try comparison.map("backbone", try encoder.features(x))
    try comparison.map("latent", latent)
    try comparison.map("latent_scaled", EfficientNet.scaled(latent))
  }
}
