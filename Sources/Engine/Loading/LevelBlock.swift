/// A letter of `level_config`: one block of a level of Stage B.
package enum LevelBlock: Character, Sendable {
  case residual = "C"
  case timestep = "T"
  case attention = "A"
  case feedForward = "F"
}
