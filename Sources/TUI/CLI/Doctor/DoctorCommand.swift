package import ArgumentParser
import Files
import Render
import Terminal

/// `wurst doctor`: what the program finds of terminal, machine and files.
package struct DoctorCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what was found of terminal, machine, models and gallery, and what to do.",
    discussion:
      "An exclamation mark stands before what is wrong, and what to do about it below. The "
      + "terminal is asked only where input and output are one. --card draws a picture in every way "
      + "that the terminal has, so that one sees which is right.",
    examples: ["wurst doctor", "wurst doctor --json", "wurst doctor --card"])

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "Draw a test card instead, in every way that the terminal has.")
  var card = false

  @Option(help: ArgumentHelp("Draw the card in this way alone.", valueName: "way"))
  var only: GraphicsChoice?

  package init() {}

  package func validate() throws {
    if card && json { throw ValidationError("--card draws, so that --json has nothing to print") }
    if only != nil && !card { throw ValidationError("--only is for --card") }
  }

  package func run() throws {
    if card {
      let environment = Invocation.environment
      // The command runs on the main thread, and nothing has left it.
      return try MainActor.assumeIsolated { try TestCardPage.draw(only, environment) }
    }
    try Interruption.watch { cancellation in
      var findings = MachineCheck.findings
      // The command runs on the main thread, and nothing has left it.
      findings += MainActor.assumeIsolated { TerminalCheck.findings }
      try cancellation.check()
      findings += try FileCheck.findings(cancellation)
      if json { return try Console.print(json: Result(findings: findings), isIndented: true) }
      try Console.print(lines: Self.lines(findings))
    }
  }

  private struct Result: Encodable {
    let findings: [Finding]
  }

  static func lines(_ findings: [Finding]) -> [String] {
    let width = findings.map(\.name.columns).max() ?? 0
    var lines: [String] = []
    for topic in Finding.Topic.allCases {
      let own = findings.filter { $0.topic == topic }
      guard !own.isEmpty else { continue }
      lines += (lines.isEmpty ? [] : [""]) + [topic.title]
      for finding in own {
        let mark = finding.problem == nil ? " " : "!"
        lines.append("\(mark) \(finding.name.padded(to: width))  \(finding.value)")
        if let problem = finding.problem {
          lines.append(String(repeating: " ", count: width + 4) + problem)
        }
      }
    }
    let count = findings.count { $0.problem != nil }
    let sum =
      count == 0
      ? "Nothing is wrong." : count == 1 ? "One thing is wrong." : "\(count) things are wrong."
    return lines + ["", sum]
  }
}
