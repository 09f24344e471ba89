/// One thing that `wurst doctor` has found out.
struct Finding: Encodable {
  enum Topic: String, Encodable, CaseIterable {
    case program, machine, terminal, models, gallery, settings

    var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
  }

  let topic: Topic
  let name: String
  let value: String
  /// What is wrong with it and what to do about that, as a sentence; nil where nothing is.
  let problem: String?

  init(_ topic: Topic, _ name: String, _ value: String, problem: String? = nil) {
    self.topic = topic
    self.name = name
    self.value = value
    self.problem = problem
  }
}
