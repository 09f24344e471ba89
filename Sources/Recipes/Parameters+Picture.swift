import Files

extension Recipe {
  package static let count = 1...64
  package static let share: ClosedRange<Float> = 0...1
  package static let loraWeight: ClosedRange<Float> = -10...10

  /// How much of Stage C's way is taken anew, 0…1; nil where that is all of it, from noise.
  fileprivate var strength: Float? {
    get { start.strength }
    set { start.strength = newValue }
  }
}

extension Parameters {
  static let ofPicture: [any AnyParameter] = [
    negative, emphasis, model, seed, size, count, strength, toward, origin,
  ]
  static let ofMachine: [any AnyParameter] = [loras, precision]

  package static let negative = Parameter(
    "negative", \.negative, "the negative prompt", own: \ModelDefaults.negative,
    option: CommandOption("negative", "prompt", "What the picture should not show."))

  package static let emphasis = Parameter(
    "emphasis", \.emphasis, "the reading of brackets in prompts",
    option: CommandOption(
      "emphasis", Emphasis.allCases.map(\.rawValue).joined(separator: "|"),
      "How prompts are read: weights, where (word:1.2) and ((word)) weigh more and [word] less, and "
        + "\\( is a bracket; none, as they are written. weights unless given."),
    fields: [InfotextField("Emphasis") { $0.emphasis == .none && $0.isMarked ? "None" : nil }],
    settings: [.emphasis])

  package static let model = Parameter(
    "model", \.model, "the model", fields: [InfotextField("Model", modelName)])

  package static let seed = Parameter(
    "seed", \.seed, "the seed",
    option: CommandOption(
      "seed", "n",
      "Seed of all random numbers, 0 to \(UInt32.max), or -1 for a random one; random unless given."
    ),
    fields: [InfotextField("Seed") { "\($0.seed)" }],
    settings: [.seed])

  /// Which sizes are possible is for the model to say, and pictures tell their own.
  package static let size = Parameter(
    "size", \.size, "the size",
    limit: { size in
      guard let size, ![size.width, size.height].allSatisfy(PictureSize.extent.contains) else {
        return nil
      }
      return "the size \(size) is that of no picture"
    },
    option: CommandOption(
      "size", "WxH",
      "Width and height in pixels, such as 512x512; 'wurst models' lists those of each model."),
    settings: [.width, .height])

  package static let count = Parameter(
    "count", \.count, "the number of pictures drawn together",
    limit: Recipe.count.limit("the number of pictures"),
    option: CommandOption(
      "count", "n", "Pictures to draw together from one seed, \(Recipe.count.words)."),
    fields: [InfotextField("Batch size") { $0.count > 1 ? "\($0.count)" : nil }],
    settings: [.count])

  package static let strength = Parameter(
    "input.strength", \.strength, "the strength", limit: Recipe.share.limit("the strength"),
    option: CommandOption(
      "strength", "0…1",
      "How far to go from --image: 0 keeps its latent and draws a variation that differs only in "
        + "detail, 1 keeps nothing. Unless given 0.6, and with --mask 1."),
    fields: [
      InfotextField("Denoising strength") { $0.start.strength.map(NumberText.exact) },
      InfotextField("Init image") { $0.input?.path.nameOfInput },
      InfotextField("Init latent") {
        if case .latent(let latent) = $0.start { latent.path.name } else { nil }
      },
      InfotextField("Mask image") { $0.input?.mask?.path.nameOfInput },
    ],
    settings: [.input, .strength, .mask])

  package static let toward = Parameter(
    "toward", \.toward, "the way to another prompt",
    limit: { Recipe.share.limit("the share of the way")($0?.share) },
    option: CommandOption(
      "toward", "prompt", "Another prompt to go toward; 'wurst interpolate' draws the whole way."),
    fields: [
      InfotextField("Variation seed") { $0.toward.map { "\($0.seed)" } },
      InfotextField("Variation seed strength") { $0.toward.map { NumberText.exact($0.share) } },
      InfotextField("Toward") { $0.toward?.prompt },
    ],
    settings: [.toward, .share])

  package static let loras = Parameter(
    "loras", \.loras, "the LoRAs",
    limit: { loras in
      loras.lazy.compactMap { Recipe.loraWeight.limit("the weight of \($0.path)")($0.weight) }.first
    },
    option: CommandOption(
      "lora", "file[:weight]",
      "A LoRA for the prior and how much of it, \(Recipe.loraWeight.words), 1 unless given; may be repeated."
    ),
    fields: [
      InfotextField("Lora") { recipe in
        let loras = recipe.loras.map {
          "\($0.path.name): \(NumberText.exact($0.weight))"
        }
        return loras.isEmpty ? nil : loras.joined(separator: ", ")
      }
    ],
    settings: Setting.loras)

  package static let precision = Parameter(
    "precision", \.precision, "the precision",
    option: CommandOption(
      "precision", "name",
      "Precision of matrix products: auto, fp32 or bf16. The same one gives the same picture."),
    fields: [InfotextField("Precision") { $0.precision == .fp32 ? nil : $0.precision.rawValue }],
    settings: [.precision])

  /// A model that was given by its paths is called by their last parts.
  @Sendable private static func modelName(_ recipe: Recipe) -> String {
    guard recipe.model.hasPrefix("/") else { return recipe.model }
    return recipe.model.split(separator: ",/").map { Path($0).name }
      .joined(separator: ", ")
  }
}

extension Recipe {
  /// Whether a prompt has brackets that could be weights.
  fileprivate var isMarked: Bool {
    [prompt, negative, toward?.prompt, toward?.negative].compactMap(\.self)
      .contains(where: WeightedPrompt.isMarked)
  }
}

extension Setting {
  package static let emphasis = Setting(
    "emphasis", .init(.picture, 7), "Brackets",
    .choice(
      Choice(
        text: { recipe, _ in recipe.emphasis == .weights ? "weights" : "as written" },
        turn: { recipe, _, _ in recipe.emphasis = recipe.emphasis == .weights ? .none : .weights })),
    isShown: { $1.isMarked },
    explained: "in prompts: weights, (word:1.2) and ((word)) count more, [word] less; or as written"
  )

  package static let seed = Setting(
    "seed", .init(.picture, 0), "Seed",
    .whole(\.seed),
    explained: "picks the noise a picture grows from: same seed, same picture")

  package static let width = Setting(
    "width", .init(.picture, 1, heading: "Size"), "Width",
    .extent({ $0.width }) { PictureSize(width: $1, height: $0.height) }, explained: ofPicture)

  package static let height = Setting(
    "height", .init(.picture, 1, joint: " × "), "Height",
    .extent({ $0.height }) { PictureSize(width: $0.width, height: $1) }, explained: ofPicture)

  package static let count = Setting(
    "count", .init(.picture, 2), "Pictures",
    .whole(\.count, in: Recipe.count),
    explained:
      "drawn together from one seed, \(Recipe.count.words); all are among the runs in the gallery")

  package static let input = Setting(
    "input", .init(.picture, 3), "Begin from",
    .opened(.input) { $0.start.path?.nameOfInput },
    unset: "noise", isShown: { $0.inputProblem == nil || $1.start != .noise }
  ) { _, recipe in
    recipe.start == .noise
      ? "a picture instead of pure noise; Enter opens one"
      : "Enter opens another picture, Backspace takes it away"
  }

  package static let strength = Setting(
    "strength", .init(.picture, 4), "Strength",
    .real(\.strength, in: Recipe.share, places: 2) { _, _ in 0.05 },
    isShown: { $1.start != .noise },
    explained: "0 keeps the composition of the picture, 1 ignores it")

  package static let mask = Setting(
    "mask", .init(.picture, 5), "Mask",
    .opened(.mask) { $0.input?.mask?.path.nameOfInput },
    unset: "none", isShown: { $1.input != nil }
  ) { _, recipe in
    recipe.input?.mask == nil
      ? "a picture that is white where something new is drawn; Enter opens one"
      : "something new is drawn where it is white; Enter opens another, Backspace takes it away"
  }

  package static let toward = Setting(
    "toward", .init(.picture, 8), "Toward",
    .opened(.toward) { $0.toward?.prompt }, unset: "nowhere",
    explained:
      "another prompt that this one is on the way to; Enter names it, Backspace leaves the way")

  package static let share = Setting(
    "share", .init(.picture, 9), "Share",
    .number(
      Number(
        values: .range(0...1) { _, _ in 0.05 }, places: 2,
        get: { recipe, _ in recipe.toward.map { Double($0.share) } },
        set: { recipe, value, _ in recipe.toward?.share = Float(value) })),
    isShown: { $1.toward != nil },
    explained: "how far on the way to the other prompt and seed: 0 is here, 1 there")

  /// The most LoRAs that can be set on the screen.
  package static let mostLoras = 8

  /// A row for each LoRA that there is, and one for the next.
  static let loras = (0..<mostLoras).flatMap { [lora($0), loraWeight($0)] }

  package static func lora(_ slot: Int) -> Setting {
    Setting(
      slot == 0 ? "lora" : "lora\(slot + 1)", .init(.stageC, 90 + slot, heading: heading(slot)),
      heading(slot),
      .opened(.lora(slot)) { $0.loras.indices.contains(slot) ? $0.loras[slot].path.name : nil },
      unset: "none", isShown: { $1.loras.count >= slot }
    ) { _, recipe in
      recipe.loras.count > slot
        ? "a file that changes Stage C; Enter opens another, Backspace takes it away"
        : "a file that changes Stage C, such as a style; Enter opens one"
    }
  }

  package static func loraWeight(_ slot: Int) -> Setting {
    Setting(
      slot == 0 ? "lora-weight" : "lora\(slot + 1)-weight",
      .init(.stageC, 90 + slot, joint: " × "), "\(heading(slot)) weight",
      .number(
        Number(
          values: .range(
            Double(Recipe.loraWeight.lowerBound)...Double(Recipe.loraWeight.upperBound)
          ) { _, _ in 0.05 }, places: 2,
          get: { recipe, _ in
            recipe.loras.indices.contains(slot) ? Double(recipe.loras[slot].weight) : nil
          },
          set: { recipe, value, _ in
            if recipe.loras.indices.contains(slot) { recipe.loras[slot].weight = Float(value) }
          }, usual: 1)),
      isShown: { $1.loras.count > slot },
      explained: "how much of the LoRA is mixed in: 0 nothing, 1 all of it")
  }

  private static func heading(_ slot: Int) -> String { slot == 0 ? "LoRA" : "LoRA \(slot + 1)" }

  package static let precision = Setting(
    "precision", .init(.machine, 0), "Precision",
    .choice(\.precision),
    explained: "of products: bf16 is faster where the processor has it, fp32 is the exact one")

  @Sendable private static func ofPicture(_ facts: ModelFacts, _ recipe: Recipe) -> String {
    "of the picture; \(facts.sizes.sentence)"
  }
}

extension Path {
  /// What people call the file that a picture was read from.
  package var nameOfInput: String {
    self == .standardStream ? "standard input" : name
  }
}
