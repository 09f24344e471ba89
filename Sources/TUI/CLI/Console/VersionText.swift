import Build
import Engine
import Recipes

/// What `wurst --version` says: a line with the version, and what else decides how pictures come out.
enum VersionText {
  private static var facts: [(name: String, value: String)] {
    [
      ("commit", BuildFacts.commit), ("Swift", BuildFacts.swift), ("kernels", Kernel.level),
      ("threads", "\(Machine.cores)"),
    ].compactMap { name, value in value.map { (name, $0) } }
  }

  static var lines: String {
    ([Version.text] + facts.map { "\($0.name): \($0.value)" }).joined(separator: "\n")
  }

  /// All of it in one line.
  static var words: String {
    ([Version.text] + facts.map { "\($0.name) \($0.value)" }).joined(separator: ", ")
  }
}
