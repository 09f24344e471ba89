import Engine
import Recipes

/// What the model makes of texts as they are drawn, told of them as they are typed.
struct PromptExamination: Sendable {
  let texts: PromptTexts
  let styles: [PromptStyle]
  let emphasis: Emphasis

  /// Of more variants the first are looked at.
  private static let mostVariants = 50

  func reports(of painter: any Painter, _ library: PromptLibrary) -> PromptReports {
    PromptReports(
      prompt: report(of: texts.prompt, painter, library),
      negative: report(
        of: texts.negative, adding: styles.map(\.negative), painter, isWhole: true))
  }

  /// That of the longest variant, with the unknown words of all.
  private func report(
    of text: String, _ painter: any Painter, _ library: PromptLibrary
  ) -> PromptReport {
    let pieces = styles.map(\.prompt)
    let variants = PromptVariants.isPossible(text) ? try? library.variants(of: text) : nil
    guard let variants, variants.hasChoices else {
      let plain = variants?[0] ?? text
      return report(of: plain, adding: pieces, painter, isWhole: plain == text)
    }
    let reports = (0..<min(variants.count, Self.mostVariants)).map {
      report(of: variants[$0], adding: pieces, painter, isWhole: false)
    }
    let longest = reports.max { $0.tokens < $1.tokens } ?? reports[0]
    let unknown = reports.flatMap(\.unknownWords).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    return PromptReport(
      unknownWords: unknown, tokens: longest.tokens, limit: longest.limit,
      charactersRead: text.count)
  }

  /// - Parameter isWhole: whether the text is as it is typed, so that places in it mean something.
  private func report(
    of text: String, adding pieces: [String], _ painter: any Painter, isWhole: Bool
  ) -> PromptReport {
    let styled = StyledText(text, adding: pieces)
    let report = painter.examine(styled.text, emphasis)
    guard isWhole, report.isTruncated else {
      return PromptReport(
        unknownWords: report.unknownWords, tokens: report.tokens, limit: report.limit,
        charactersRead: .max)
    }
    return PromptReport(
      unknownWords: report.unknownWords, tokens: report.tokens, limit: report.limit,
      charactersRead: max(0, report.charactersRead - styled.offset))
  }
}
