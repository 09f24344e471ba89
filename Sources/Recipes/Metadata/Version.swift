/// The program's name and version, as pictures carry it.
package enum Version {
  package static let number = "0.1.0"
  package static let text = "wurst \(number)"
}
