/// All that a recipe holds beside the prompt, one row each.
package enum Parameters {
  /// In the order in which texts list them.
  package static let all = ofPicture + ofStageC + ofStageB + ofMachine
}
