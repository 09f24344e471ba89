/// What the program was built from, and with.
package enum BuildFacts {
  /// The commit, and whether anything was changed since; nil where the sources came without git.
  package static var commit: String? { builtCommit.isEmpty ? nil : builtCommit }

  /// The version of Swift.
  package static var swift: String {
    #if compiler(>=6.4)
      "6.4 or later"
    #elseif compiler(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }
}
