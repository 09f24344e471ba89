/// A model and where it is.
package struct ModelPlace: Equatable, Sendable {
  package let name: String
  /// The paths of its folders and files, as a user reads them.
  package let place: String

  package init(name: String, place: String) {
    self.name = name
    self.place = place
  }

  /// The name, or of paths their last parts.
  package static func shortened(_ name: String) -> String {
    guard name.contains("/") else { return name }
    return name.split(separator: ",").map { path in
      path.split(separator: "/").last.map(String.init) ?? "/"
    }.joined(separator: ", ")
  }
}
