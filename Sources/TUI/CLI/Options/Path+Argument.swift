package import ArgumentParser
package import Files

extension Path: ExpressibleByArgument {
  package init?(argument: String) { self.init(typed: argument) }

  package static var defaultCompletionKind: CompletionKind { .file() }
}
