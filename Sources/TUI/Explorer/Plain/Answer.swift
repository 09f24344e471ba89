/// What a line that asks for something is answered with.
package struct Answer: Equatable, Sendable {
  package let lines: [String]

  package init(_ lines: [String]) { self.lines = lines }
}
