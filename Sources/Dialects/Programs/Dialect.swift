/// How one program writes into pictures.
package protocol Dialect: Sendable {
  /// What a picture says in this way; nil for one that another program has written.
  func read(_ texts: CarriedTexts) -> ForeignRecipe?
}
