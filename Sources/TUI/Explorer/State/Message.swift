/// One line for the user.
package struct Message: Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    case info, success, notice, error
  }

  package var kind: Kind
  package var text: String
  /// When it goes away by itself.
  package var expiry: Double?

  package init(_ kind: Kind, _ text: String, expiry: Double? = nil) {
    self.kind = kind
    self.text = text
    self.expiry = expiry
  }
}
