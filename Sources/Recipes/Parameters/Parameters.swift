/// All that a recipe holds beside the prompt, one row each.
package enum Parameters {
  /// In the order in which texts list them.
  package static let all: [any AnyParameter] = [
    negative, model, seed, size, count, strength, toward,
    stepsC, schedule, guidanceC, guidanceRange, samplerC,
    stepsB, guidanceB, temperature, samplerB, seedB,
    loras, precision,
  ]
}
