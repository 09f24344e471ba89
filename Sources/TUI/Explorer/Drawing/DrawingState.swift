package import Engine
package import Recipes

/// What is to be drawn, the run that draws it, and what came of the runs before.
package struct DrawingState: Sendable {
  /// Whether the mouse is dragged over one of the texts.
  var isSelecting = false
  package var prompt = PromptField()
  package var negative: PromptField
  /// The texts that were drawn before, of each side.
  package private(set) var histories: [PromptSide: PromptHistory]
  /// What the model makes of the texts, once that is known.
  package var reports: PromptReports?
  /// The words that were offered for the one at the cursor last.
  var completion: WordCompletion?
  /// The search of earlier prompts, while it is open.
  package var finder: PromptFinder?
  /// The current run, or the last one.
  package private(set) var run: Run?
  package private(set) var runCount = 0
  /// What is drawn after it.
  package var waiting = WaitingRuns()
  /// The run that was stopped last.
  package private(set) var halt: Halt?
  /// What the next run takes over, as it was told last.
  package private(set) var forecast: RunForecast?
  /// What that was asked for.
  private var question: Question?
  /// How many runs came to an end in any way, and models were opened.
  private var endings = 0
  /// Seconds the stages took, by what they depend on.
  package private(set) var paces = Paces()
  package var preview: Preview
  /// The run whose picture is in view, which `keep` keeps.
  package private(set) var finished: FinishedRun?
  /// The recipe of the kept picture that is in view.
  package private(set) var recalled: Recipe?
  /// The latest runs that came to their end, whose pictures come back with their prompts.
  private(set) var earlier: [FinishedRun] = []
  private static let mostEarlier = 12
  /// The runs whose pictures were kept, to say so instead of keeping them twice.
  package var keptRuns: Set<RunID> = []
  /// The stages that have drawn with the open model, whose weights are read by now.
  package var warmStages: Set<Stage> = []

  /// - Parameter model: the model that draws first.
  package init(model: String, negative: String, history: [String], negatives: [String]) {
    self.negative = PromptField(negative)
    histories = [.prompt: PromptHistory(history), .negative: PromptHistory(negatives)]
    preview = Preview(model: model)
  }

  /// What the picture in view was drawn with.
  package var shownRecipe: Recipe? { recalled ?? finished?.recipe }
  package var shownIsKept: Bool {
    recalled != nil || finished.map { keptRuns.contains($0.id) } ?? false
  }

  package internal(set) subscript(history side: PromptSide) -> PromptHistory {
    get { histories[side] ?? PromptHistory() }
    set { histories[side] = newValue }
  }

  /// What keeps the texts that were drawn before.
  private var savedHistories: [Effect] {
    PromptSide.allCases.compactMap { side in
      let texts = self[history: side].prompts
      return texts.isEmpty ? nil : .drawing(.saveHistory(side, texts))
    }
  }

  package var isRunning: Bool { run?.isGoingOn ?? false }

  /// What stops the run that goes on, if there is one.
  var cancellation: [Effect] {
    run.flatMap { $0.isGoingOn ? [.run($0.id, .cancel)] : nil } ?? []
  }

  /// Begins to draw; a run that goes on is stopped for it.
  mutating func begin(_ recipe: Recipe, _ facts: ModelFacts, at now: Double) -> [Effect] {
    let before = cancellation
    self[history: .prompt].add(
      recipe.origin?.template ?? PromptVariants.literal(recipe.typedPrompt))
    self[history: .negative].add(recipe.typedNegative)
    runCount += 1
    halt = nil
    forecast = nil
    question = nil
    waiting.goOn()
    let id = RunID(runCount)
    run = Run(
      id: id, recipe: recipe, facts: facts, start: now,
      estimates: paces.estimates(for: recipe, in: facts.generation), warmStages: warmStages)
    preview.expire(for: facts.name)
    preview.follows = true
    return before + savedHistories + [.run(id, .paint(recipe))]
  }

  /// Ends the run where it was stopped; those that wait go on waiting.
  ///
  /// - Parameter settings: what is set by now.
  mutating func halt(with settings: Recipe) {
    guard let run else { return }
    halt = Halt(run, settings: settings)
    waiting.pause()
  }

  private struct Question: Equatable {
    let recipe: Recipe
    let endings: Int
  }

  /// What finds out what a run of `recipe` takes over, where that is not known.
  mutating func ask(about recipe: Recipe) -> [Effect] {
    let question = Question(recipe: recipe, endings: endings)
    guard self.question != question else { return [] }
    self.question = question
    return [.drawing(.foresee(recipe))]
  }

  /// The run to go on with where `settings` are those of the stop.
  package func halt(for settings: Recipe) -> Halt? {
    halt.flatMap { $0.settings == settings ? $0 : nil }
  }

  /// Takes over from an earlier session which runs wait, and how long they take.
  mutating func bringBack(_ waiting: [Recipe], _ paces: Paces) {
    self.waiting = WaitingRuns(waiting)
    self.waiting.pause()
    self.paces = paces
  }

  /// Asks the run to stop.
  mutating func cancel() -> [Effect] {
    let cancellation = cancellation
    if isRunning { run?.status = .cancelling }
    return cancellation
  }

  /// Shows what an earlier prompt of this session became, where it is in the field.
  mutating func showEarlier() {
    let text = prompt.text
    let own = earlier.last { PromptVariants.literal($0.recipe.typedPrompt) == text }
    if let own, !isRunning, own.id != finished?.id { show(own) }
  }

  mutating func note(_ action: Action.Drawing) {
    switch action {
    case .examined(let texts, let reports):
      if texts == self.texts { self.reports = reports }
    case .edited, .editingFailed, .expanded, .expansionFailed: break
    case .foreseen(let recipe, let forecast):
      if recipe == question?.recipe { self.forecast = forecast }
    case .sessionNotSaved: break
    case .tokenColours(let table): preview.note(table)
    case .tokenColoursFailed(let reason): preview.tokenColoursProblem = reason
    }
  }

  /// Takes over what the run that goes on has told.
  ///
  /// - Parameter model: the model that is open.
  /// - Returns: what there is to say about it.
  mutating func note(_ event: StageEvent, at time: Double, model: String) -> String? {
    guard let run else { return nil }
    self.run?.lastEvent = time
    switch event {
    case .started(let stage, let steps, let begun):
      self.run?[stage].begin(steps: steps, after: begun, at: time)
    case .advanced(let stage, let step, let steps, let made):
      self.run?[stage].advance(to: step, of: steps, at: time)
      if run.facts.name == model { warmStages.insert(stage) }
      show(made)
    case .reused(let stage, let made):
      self.run?[stage].phase = .reused
      show(made)
    case .finished(let stage, let seconds, let made):
      self.run?[stage].finish(seconds: seconds)
      paces.note(
        stage, of: run.recipe, in: run.facts.generation, seconds: seconds,
        share: run[stage].ownShare)
      show(made)
    case .notice(let text): return text
    }
    return nil
  }

  private mutating func show(_ made: StagePreview?) {
    guard let made else { return }
    if preview.isStale { (finished, recalled) = (nil, nil) }
    preview.note(made)
    if preview.follows { preview.tab = made.tab }
  }

  /// Ends the run that goes on.
  mutating func end(_ result: RunResult, at time: Double) {
    guard var run else { return }
    endings += 1
    switch result {
    case .finished(let trace):
      run.end(.finished, at: time)
      self.run = run
      recalled = nil
      preview.note(.picture(trace.picture))
      if preview.follows { preview.tab = .picture }
      let done = FinishedRun(run: run, trace: trace)
      finished = done
      earlier = (earlier + [done]).suffix(Self.mostEarlier)
    case .cancelled: self.run?.end(.cancelled, at: time)
    case .failed(let reason): self.run?.end(.failed(reason), at: time)
    }
  }

  /// Puts a kept picture, or nothing while it is read, in the place of what was drawn last.
  mutating func recall(_ recipe: Recipe, _ picture: Picture?) {
    finished = nil
    recalled = recipe
    run = nil
    preview.clear(for: recipe.model)
    guard let picture else { return }
    preview.note(.picture(picture))
    preview.tab = .picture
  }

  /// The run that is in view, among `earlier`.
  var shownRun: Int? { finished.flatMap { shown in earlier.firstIndex { $0.id == shown.id } } }

  /// The run before the one in view, or after it.
  func run(after offset: Int) -> Int? {
    let next = shownRun.map { $0 + offset } ?? (offset < 0 ? earlier.count - 1 : nil)
    return next.flatMap { earlier.indices.contains($0) ? $0 : nil }
  }

  mutating func showRun(_ index: Int) { show(earlier[index]) }

  /// What is in view, and what it came of.
  struct Sight: Sendable {
    fileprivate let run: Run?
    fileprivate let preview: Preview
    fileprivate let finished: FinishedRun?
    fileprivate let recalled: Recipe?
  }

  var sight: Sight {
    get { Sight(run: run, preview: preview, finished: finished, recalled: recalled) }
    set {
      (run, finished, recalled) = (newValue.run, newValue.finished, newValue.recalled)
      preview = newValue.preview
    }
  }

  /// Shows again what an earlier run has made.
  private mutating func show(_ done: FinishedRun) {
    (finished, recalled, run) = (done, nil, done.run)
    preview.clear(for: done.recipe.model)
    for made in done.trace.previews { preview.note(made) }
    preview.tab = .picture
  }

  /// Forgets what another model has drawn, and what was said of the prompt for it.
  mutating func adopt(model: String) {
    (finished, recalled, halt) = (nil, nil, nil)
    (forecast, question) = (nil, nil)
    run = nil
    reports = nil
    warmStages = []
    preview.clear(for: model)
  }

  /// Changes what is looked at.
  ///
  /// - Parameters:
  ///   - tabs: those that there are, in order.
  ///   - channels: those of the latents to come.
  mutating func change(_ command: Command.View, tabs: [Preview.Tab], channels: Int) {
    switch command {
    case .nextTab: moveTab(1, tabs)
    case .previousTab: moveTab(tabs.count - 1, tabs)
    case .falseColour: preview.channel = nil
    case .sides: break
    case .nextChannel: preview.moveChannel(forward: true, of: channels)
    case .previousChannel: preview.moveChannel(forward: false, of: channels)
    }
  }

  private mutating func moveTab(_ offset: Int, _ tabs: [Preview.Tab]) {
    look(at: tabs[((tabs.firstIndex(of: preview.tab) ?? 0) + offset) % tabs.count])
  }

  mutating func look(at tab: Preview.Tab) {
    preview.tab = tab
    // A view chosen while drawing stays; the next picture is followed again.
    if isRunning { preview.follows = false }
  }
}
