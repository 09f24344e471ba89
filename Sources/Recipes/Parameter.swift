/// One thing that a recipe holds, described once for all who ask: the options of the command line,
/// the text in pictures, the limits, the comparison of recipes and the list of settings.
package struct Parameter<Value: Equatable & Sendable>: AnyParameter {
  /// Where the recipe's JSON has it.
  package let id: String
  /// As sentences call it.
  package let name: String
  /// The stage that alone looks at it.
  package let stage: Stage?
  package let option: CommandOption?
  package let fields: [InfotextField]
  package let settings: [Setting]
  package let path: WritableKeyPath<Recipe, Value> & Sendable
  /// The model's own value; nil where it is nothing that models differ in.
  private let own: (KeyPath<ModelDefaults, Value> & Sendable)?
  /// What stands for the value where a model has no use for one; nil where all models have.
  private let absent: Value?
  private let limit: @Sendable (Value) -> String?

  /// - Parameters:
  ///   - limit: what is wrong with a value, as a sentence.
  ///   - fields: none for what the text in pictures says in another way.
  ///   - settings: what keys turn of it on the screen.
  init(
    _ id: String, _ path: WritableKeyPath<Recipe, Value> & Sendable, _ name: String,
    of stage: Stage? = nil, own: (KeyPath<ModelDefaults, Value> & Sendable)? = nil,
    absent: Value? = nil, limit: @escaping @Sendable (Value) -> String? = { _ in nil },
    option: CommandOption? = nil, fields: [InfotextField] = [], settings: [Setting] = []
  ) {
    self.id = id
    self.path = path
    self.name = name
    self.stage = stage
    self.own = own
    self.absent = absent
    self.limit = limit
    self.option = option
    self.fields = fields
    self.settings = settings
  }

  package func problem(in recipe: Recipe) -> String? { limit(recipe[keyPath: path]) }

  package func differs(_ one: Recipe, _ other: Recipe) -> Bool {
    one[keyPath: path] != other[keyPath: path]
  }

  package func take(from other: Recipe, into recipe: inout Recipe) {
    recipe[keyPath: path] = other[keyPath: path]
  }

  package func isAbsent(from model: ModelDefaults) -> Bool {
    own.map { model[keyPath: $0] == absent } ?? false
  }

  package func adapt(
    _ recipe: inout Recipe, from previous: ModelDefaults?, to model: ModelDefaults
  ) {
    guard let own else { return }
    let value = recipe[keyPath: path]
    let isTheirs = previous.map { $0[keyPath: own] == value } ?? false
    if isTheirs || value == absent || isAbsent(from: model) {
      recipe[keyPath: path] = model[keyPath: own]
    }
  }
}

/// A parameter of any type.
package protocol AnyParameter: Sendable {
  var id: String { get }
  var name: String { get }
  var stage: Stage? { get }
  var option: CommandOption? { get }
  var fields: [InfotextField] { get }
  var settings: [Setting] { get }

  /// What is wrong with the value in a recipe, as a sentence.
  func problem(in recipe: Recipe) -> String?
  func differs(_ one: Recipe, _ other: Recipe) -> Bool
  /// Gives a recipe the value of another.
  func take(from other: Recipe, into recipe: inout Recipe)
  /// Whether a model with these settings has no use for a value.
  func isAbsent(from model: ModelDefaults) -> Bool
  /// Takes the model's own value where the recipe has the one of `previous`, or only one of the two
  /// models has a use for it.
  func adapt(_ recipe: inout Recipe, from previous: ModelDefaults?, to model: ModelDefaults)
}

/// How a parameter is written on the command line.
package struct CommandOption: Sendable {
  /// Without the hyphens before it.
  package let name: String
  /// What stands for the value in the help.
  package let value: String
  package let help: String

  init(_ name: String, _ value: String, _ help: String) {
    self.name = name
    self.value = value
    self.help = help
  }

  /// As people write it.
  package var text: String { "--" + name }
}

/// A field of the text that galleries show.
package struct InfotextField: Sendable {
  package let key: String
  /// Nil where it is left out.
  package let text: @Sendable (Recipe) -> String?

  init(_ key: String, _ text: @escaping @Sendable (Recipe) -> String?) {
    self.key = key
    self.text = text
  }
}

extension ClosedRange where Bound: Sendable & LosslessStringConvertible {
  /// Says what is wrong with a value outside.
  func limit(_ name: String) -> @Sendable (Bound?) -> String? {
    { value in
      guard let value, !contains(value) else { return nil }
      return "\(name) \(value) is outside \(lowerBound)…\(upperBound)"
    }
  }
}

extension ClosedRange<Int> {
  /// Such as `1 to 100`.
  var words: String { "\(lowerBound) to \(upperBound)" }
}

extension ClosedRange<Float> {
  /// Such as `0.01 to 10`.
  var words: String { "\(NumberText.exact(lowerBound)) to \(NumberText.exact(upperBound))" }
}
