/// What was done, to be taken back and done again, a step at a time.
package struct UndoHistory<Step: Sendable>: Sendable {
  /// The most steps that are kept of each kind.
  package static var most: Int { 200 }

  private var done: [Step] = []
  private var undone: [Step] = []

  package init() {}

  package var lastDone: Step? { done.last }
  package var lastUndone: Step? { undone.last }

  /// Adds a step; what was undone before can not be done again.
  package mutating func add(_ step: Step) {
    done = (done + [step]).suffix(Self.most)
    undone = []
  }

  /// Says that the latest step goes on.
  package mutating func goOn() { undone = [] }

  /// Takes back the latest step.
  ///
  /// - Parameter again: how it is done again.
  package mutating func undo(_ again: Step) {
    guard done.popLast() != nil else { return }
    undone = (undone + [again]).suffix(Self.most)
  }

  /// Does the step again that was taken back last.
  ///
  /// - Parameter back: how it is taken back.
  package mutating func redo(_ back: Step) {
    guard undone.popLast() != nil else { return }
    done = (done + [back]).suffix(Self.most)
  }
}
