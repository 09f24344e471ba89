package import Terminal

extension Size {
  /// The smallest screen on which everything has a place.
  package static let smallest = Size(width: 60, height: 20)

  package var isTooSmall: Bool { width < Self.smallest.width || height < Self.smallest.height }
}
