extension Setting {
  /// What keys do with a setting.
  package enum Kind: Sendable {
    /// Digits can be typed into it.
    case number(Number)
    case choice(Choice)
    /// Names something that is chosen elsewhere.
    case opened(Opened, @Sendable (Recipe) -> String?)
  }

  /// What is chosen elsewhere.
  package enum Opened: Hashable, Sendable {
    /// The picture that drawing begins from, and where of it something new is drawn.
    case input, mask
    /// A file that changes the prior, by its place among them.
    case lora(Int)
    /// The end of the way to another prompt.
    case toward
  }

  package struct Number: Sendable {
    /// The values it can have: a range, or for the extents of a picture a rising list.
    enum Values: Sendable {
      case range(ClosedRange<Double>, step: Step)
      case list(@Sendable (ModelFacts) -> [Int])
    }

    /// How far one key press goes from a value, up or down.
    typealias Step = @Sendable (_ value: Double, _ up: Bool) -> Double

    let values: Values
    /// Places after the point.
    let places: Int
    let get: @Sendable (Recipe, ModelFacts) -> Double?
    let set: @Sendable (inout Recipe, Double, ModelFacts) -> Void
    /// Takes the value away, where it may be missing.
    var clear: (@Sendable (inout Recipe) -> Void)?
    /// The largest value that it can have beside the others of a recipe.
    var most: @Sendable (Recipe) -> Double = { _ in .infinity }
    /// What it goes back to, where it is one of several of its kind.
    var usual: Double?
    /// Where a value that is missing begins.
    var start: @Sendable (Recipe) -> Double = { _ in 0 }

    /// The value that it can have for `number`.
    func moved(_ number: Double, _ facts: ModelFacts) -> Double {
      switch values {
      case .range(let range, _): min(range.upperBound, max(range.lowerBound, number))
      case .list(let list): list(facts).map(Double.init).nearest(to: number) ?? number
      }
    }

    /// The next value up or down; nil at the end of a list.
    func next(after value: Double, up: Bool, _ facts: ModelFacts) -> Double? {
      switch values {
      case .range(_, let step):
        // Landing on multiples keeps the numbers round.
        let size = step(value, up)
        let slots = value / size
        return size * (up ? (slots + 1e-4).rounded(.down) + 1 : (slots - 1e-4).rounded(.up) - 1)
      case .list(let list):
        let values = list(facts).map(Double.init)
        return up ? values.first { $0 > value } : values.last { $0 < value }
      }
    }
  }

  package struct Choice: Sendable {
    let text: @Sendable (Recipe, ModelFacts) -> String
    let turn: @Sendable (_ recipe: inout Recipe, _ up: Bool, ModelFacts) -> Void
  }
}

extension Setting {
  /// Whether digits can be typed into it.
  package var isNumber: Bool { number != nil }

  /// What is chosen elsewhere; nil where keys turn it.
  package var opened: Opened? {
    if case .opened(let opened, _) = kind { return opened }
    return nil
  }

  package var allowsFraction: Bool { (number?.places ?? 0) > 0 }

  var number: Number? {
    if case .number(let number) = kind { return number }
    return nil
  }

  /// From the least to the largest value that it can have in `recipe`.
  package func range(_ facts: ModelFacts, _ recipe: Recipe) -> ClosedRange<Double> {
    switch number?.values {
    case .range(let range, _):
      let most = number?.most(recipe) ?? range.upperBound
      return range.lowerBound...max(range.lowerBound, min(range.upperBound, most))
    case .list(let list):
      let values = list(facts)
      return Double(values.first ?? 0)...Double(values.last ?? 0)
    case nil: return 0...0
    }
  }

  /// The number in `recipe`; nil where there is none.
  package func value(in recipe: Recipe, _ facts: ModelFacts) -> Double? {
    number?.get(recipe, facts)
  }

  /// Whether the setting has a word instead of a value.
  package func isUnset(in recipe: Recipe, _ facts: ModelFacts) -> Bool {
    switch kind {
    case .number(let number): unset != nil && number.get(recipe, facts) == nil
    case .opened(_, let name): name(recipe) == nil
    case .choice: false
    }
  }

  package func text(in recipe: Recipe, _ facts: ModelFacts) -> String {
    if let unset, isUnset(in: recipe, facts) { return unset }
    return switch kind {
    case .number(let number):
      NumberText.whole(number.get(recipe, facts) ?? 0, places: number.places)
    case .choice(let choice): choice.text(recipe, facts)
    case .opened(_, let name): name(recipe) ?? ""
    }
  }

  /// Sets the number, moved to what it can be.
  ///
  /// - Returns: whether it had to be moved.
  package func set(_ value: Double, in recipe: inout Recipe, _ facts: ModelFacts) -> Bool {
    guard let number else { return false }
    var moved = number.moved(value, facts)
    if case .range = number.values { moved = min(moved, range(facts, recipe).upperBound) }
    number.set(&recipe, moved, facts)
    recipe.leaveOutLateStops()
    return moved != value
  }

  /// Takes the number away where it may be missing.
  package func clear(in recipe: inout Recipe) { number?.clear?(&recipe) }

  /// Moves far up or down, to a round number.
  package func changeMuch(_ recipe: inout Recipe, up: Bool, _ facts: ModelFacts) {
    guard isNumber else { return change(&recipe, up: up, facts) }
    for _ in 0..<10 { change(&recipe, up: up, facts) }
  }

  /// Moves to the next value up or down, or the next choice.
  package func change(_ recipe: inout Recipe, up: Bool, _ facts: ModelFacts) {
    switch kind {
    case .opened: break
    case .choice(let choice):
      choice.turn(&recipe, up, facts)
      recipe.leaveOutLateStops()
    case .number(let number):
      let now = number.get(recipe, facts) ?? number.start(recipe)
      if let next = number.next(after: now, up: up, facts) { _ = set(next, in: &recipe, facts) }
    }
  }
}

extension Setting.Kind {
  static func whole(
    _ path: WritableKeyPath<Recipe, Int> & Sendable, in range: ClosedRange<Int>,
    step: @escaping Setting.Number.Step = { _, _ in 1 }
  ) -> Self {
    .number(
      .init(
        values: .range(Double(range.lowerBound)...Double(range.upperBound), step: step), places: 0,
        get: { recipe, _ in Double(recipe[keyPath: path]) },
        set: { recipe, value, _ in recipe[keyPath: path] = Int(value) }))
  }

  /// A number that may be missing, and is at most the one at `most`.
  static func whole(
    _ path: WritableKeyPath<Recipe, Int?> & Sendable, in range: ClosedRange<Int>,
    upTo most: KeyPath<Recipe, Int> & Sendable
  ) -> Self {
    .number(
      .init(
        values: .range(Double(range.lowerBound)...Double(range.upperBound)) { _, _ in 1 },
        places: 0,
        get: { recipe, _ in recipe[keyPath: path].map { Double($0) } },
        set: { recipe, value, _ in recipe[keyPath: path] = Int(value) },
        clear: { $0[keyPath: path] = nil }, most: { Double($0[keyPath: most]) }))
  }

  static func whole(_ path: WritableKeyPath<Recipe, UInt32> & Sendable) -> Self {
    .number(
      .init(
        values: .range(0...Double(UInt32.max)) { _, _ in 1 }, places: 0,
        get: { recipe, _ in Double(recipe[keyPath: path]) },
        set: { recipe, value, _ in recipe[keyPath: path] = UInt32(value) }))
  }

  /// A number that follows the one at `start` where it is missing.
  static func whole(
    _ path: WritableKeyPath<Recipe, UInt32?> & Sendable,
    following start: KeyPath<Recipe, UInt32> & Sendable
  ) -> Self {
    .number(
      .init(
        values: .range(0...Double(UInt32.max)) { _, _ in 1 }, places: 0,
        get: { recipe, _ in recipe[keyPath: path].map { Double($0) } },
        set: { recipe, value, _ in recipe[keyPath: path] = UInt32(value) },
        clear: { $0[keyPath: path] = nil }, start: { Double($0[keyPath: start]) }))
  }

  static func real(
    _ path: WritableKeyPath<Recipe, Float> & Sendable, in range: ClosedRange<Float>, places: Int,
    step: @escaping Setting.Number.Step
  ) -> Self {
    .number(
      .init(
        values: .range(Double(range.lowerBound)...Double(range.upperBound), step: step),
        places: places, get: { recipe, _ in Double(recipe[keyPath: path]) },
        set: { recipe, value, _ in recipe[keyPath: path] = Float(value) }))
  }

  static func real(
    _ path: WritableKeyPath<Recipe, Float?> & Sendable, in range: ClosedRange<Float>, places: Int,
    step: @escaping Setting.Number.Step
  ) -> Self {
    .number(
      .init(
        values: .range(Double(range.lowerBound)...Double(range.upperBound), step: step),
        places: places, get: { recipe, _ in recipe[keyPath: path].map { Double($0) } },
        set: { recipe, value, _ in recipe[keyPath: path] = Float(value) }))
  }

  /// A side of the picture, in pixels.
  static func extent(
    _ side: @escaping @Sendable (PictureSize) -> Int,
    _ resized: @escaping @Sendable (PictureSize, Int) -> PictureSize
  ) -> Self {
    .number(
      .init(
        values: .list(\.sizes.extents), places: 0,
        get: { recipe, facts in Double(side(facts.size(of: recipe))) },
        set: { recipe, value, facts in
          let nearest = facts.sizes.nearest(to: resized(facts.size(of: recipe), Int(value)))
          recipe.size = nearest == facts.sizes.standard ? nil : nearest
        }))
  }

  static func choice<Value: CaseIterable & RawRepresentable<String> & Equatable & Sendable>(
    _ path: WritableKeyPath<Recipe, Value> & Sendable
  ) -> Self {
    .choice(
      .init(
        text: { recipe, _ in recipe[keyPath: path].rawValue },
        turn: { recipe, up, _ in
          recipe[keyPath: path] = recipe[keyPath: path].neighbour(up: up)
        }))
  }

  static func choice<Value: CaseIterable & RawRepresentable<String> & Equatable & Sendable>(
    _ path: WritableKeyPath<Recipe, Value?> & Sendable
  ) -> Self {
    .choice(
      .init(
        text: { recipe, _ in recipe[keyPath: path]?.rawValue ?? "" },
        turn: { recipe, up, _ in
          recipe[keyPath: path] = recipe[keyPath: path]?.neighbour(up: up)
        }))
  }
}

extension CaseIterable where Self: Equatable {
  /// The next case up or down, round and round.
  func neighbour(up: Bool) -> Self {
    let all = Array(Self.allCases)
    let index = all.firstIndex(of: self) ?? 0
    return all[(index + (up ? 1 : all.count - 1)) % all.count]
  }
}

extension Array<Double> {
  fileprivate func nearest(to number: Double) -> Double? {
    self.min { abs($0 - number) < abs($1 - number) }
  }
}
