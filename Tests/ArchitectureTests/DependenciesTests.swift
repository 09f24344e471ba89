import Foundation
import Testing

@Suite("docs/dependencies.md lists what is built with")
struct DependenciesTests {
  private static func text(_ path: String) throws -> String {
    let root = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  @Test("the packages with their exact versions")
  func packages() throws {
    let wanted = try Self.text("Package.swift")
      .matches(of: /\.package\(url: "(.+)", exact: "(.+)"\)/).map { "\($0.1) \($0.2)" }
    let listed = try Self.text("docs/dependencies.md")
      .matches(of: /\n\| \[.+?\]\((.+?)\) \| (.+?) \|/).map { "\($0.1) \($0.2)" }
    #expect(!wanted.isEmpty && wanted.sorted() == listed.sorted())
  }

  @Test("the libraries that the Makefile installs")
  func libraries() throws {
    let wanted = try Self.text("Makefile").matches(of: /PACKAGES [:+]= (.+)\n/)
      .flatMap { $0.1.split(separator: " ") }.filter { $0 != "pkg-config" }
    let listed = try Self.text("docs/dependencies.md")
      .matches(of: /\n\| ([a-z0-9-]+-dev) \|/).map(\.1)
    #expect(wanted.sorted() == listed.sorted())
  }
}
