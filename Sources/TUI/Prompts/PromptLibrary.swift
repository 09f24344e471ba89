package import Recipes

/// What the user has written for prompts: styles, and lists that variants are made of.
package struct PromptLibrary: Sendable {
  package let styles: StyleFile
  package let lists: WildcardFolder

  package init(environment: [String: String]) {
    styles = StyleFile(environment: environment)
    lists = WildcardFolder(environment: environment)
  }

  /// What a prompt stands for.
  ///
  /// - Throws: `VariantError` and `PromptFileProblem`.
  package func variants(of text: String) throws -> PromptVariants { try lists.variants(of: text) }
}
