import Gallery
import Recipes

/// What is to be said in lines of text, as the state changes.
package struct PlainReport: Sendable {
  private var message: Message?
  private var notice: String?
  private var answer: Answer?
  /// What was wrong with a line that is typed into a field.
  private var problem: String?
  private var page: PlainPage?
  /// The page that is not said yet, and since when it is as it is.
  private var coming: (page: PlainPage?, since: Double)?
  private var run: RunID?
  /// The run that came to its end last.
  private var finished: RunID?
  /// When something was said of the run last.
  private var lastWord = 0.0

  package init() {}

  /// Seconds in which nothing is said of a run, unless it ends.
  private static let silence = 5.0
  /// Seconds after which a page is settled.
  private static let settling = 0.15

  /// When there may be something to say though nothing happens.
  package var due: Double? { coming.map { $0.since + Self.settling } }

  /// Has the same be said again, where the next line is answered so.
  package mutating func hear() { (message, answer) = (nil, nil) }

  /// The lines for what is new in `state`.
  package mutating func lines(of state: State) -> [String] {
    var lines: [String] = []
    if state.answer != answer {
      answer = state.answer
      lines += answer?.lines ?? []
    }
    lines += runLines(of: state)
    if state.message != message {
      message = state.message
      if let message { lines.append((message.kind == .error ? "Error: " : "") + message.text) }
    }
    let problem = state.gallery.line?.problem?.message
    if problem != self.problem {
      self.problem = problem
      if let problem { lines.append("Error: \(problem)") }
    }
    lines += pageLines(of: state)
    let noticed = state.drawing.reports?.prompt.sentence(of: .prompt)
    if noticed != notice {
      notice = noticed
      if let notice { lines.append(notice) }
    }
    return lines
  }

  private mutating func pageLines(of state: State) -> [String] {
    let now = PlainPage(state)
    guard now != page else {
      coming = nil
      return []
    }
    if coming?.page != now || coming == nil { coming = (now, state.now) }
    guard let coming, state.now - coming.since >= Self.settling || now == nil else { return [] }
    defer { (page, self.coming) = (now, nil) }
    return now?.lines(after: page) ?? ["Back at the prompt"]
  }

  private mutating func runLines(of state: State) -> [String] {
    var lines: [String] = []
    // The next one may have begun already.
    if let last = state.drawing.earlier.last, last.id != finished {
      finished = last.id
      let seconds = NumberText.duration(
        last.run.meters.reduce(0) { $0 + $1.elapsed(at: state.now) })
      let keep = state.keyName(.drawing(.keep), in: .commands)
      lines.append(
        "Drawn in \(seconds): “\(last.recipe.prompt)”; \(keep) keeps it in the gallery")
    }
    guard let run = state.drawing.run else { return lines }
    if run.id != self.run {
      (self.run, lastWord) = (run.id, state.now)
      lines.append("Drawing “\(run.recipe.prompt)”, \(Self.facts(of: run))")
    }
    if run.isGoingOn, state.now - lastWord >= Self.silence,
      let words = Self.progress(of: run, at: state.now)
    {
      lastWord = state.now
      lines.append(words)
    }
    return lines
  }

  private static func facts(of run: Run) -> String {
    "\(run.facts.size(of: run.recipe)), seed \(run.recipe.seed)"
  }

  private static func progress(of run: Run, at now: Double) -> String? {
    guard let words = run.progress(at: now) else { return nil }
    let left = run.meters.compactMap { $0.remaining(at: now) }.reduce(0, +)
    let isKnown = run.meters.allSatisfy { $0.phase != .waiting || $0.estimate != nil }
    return isKnown && left > 0 ? "\(words), about \(NumberText.duration(left)) left" : words
  }
}
