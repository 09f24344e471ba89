/// The kind of a terminal, as `TERM` names it.
package enum TerminalType {
  // They place no text, whatever stands in for them.
  private static let dumb: Set = ["", "dumb", "emacs", "network", "dialup", "unknown"]

  /// The descriptions by which a terminal of `type` may be drawn on, its own first.
  ///
  /// A terminal at the other end of SSH is often one that this machine has no description of. All
  /// of today understand what xterm does, but for those inside another.
  package static func descriptions(of type: String) -> [String] {
    if dumb.contains(type) { return [] }
    let isInside = ["screen", "tmux"].contains { type.hasPrefix($0) }
    let near =
      (isInside ? ["screen-256color", "screen"] : []) + ["xterm-256color", "xterm", "vt100"]
    return [type] + near.filter { $0 != type }
  }
}
