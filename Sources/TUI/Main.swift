import ArgumentParser
import Files
import Foundation

/// Runs the command and turns every error into one line and an exit code.
@main
enum Main {
  static func main() {
    Console.prepare()
    MappedFile.endWhenCutShort()
    var running: (any ParsableCommand.Type)?
    do {
      try CommandTree.check(Invocation.arguments)
      var command = try Wurst.parseAsRoot(Invocation.arguments)
      running = type(of: command)
      if !(command is any SaysWhatIsSet) {
        for problem in Configuration.ofUser.problems { Console.printError("wurst: \(problem)") }
      }
      if let command = command as? any LoggedCommand { try begin(command) }
      try command.run()
      CommandLog.say("done")
    } catch {
      end(error, of: running)
    }
  }

  private static func begin(_ command: any LoggedCommand) throws {
    try CommandLog.begin(command.logOptions)
    let name = CommandTree.path(to: type(of: command)) ?? ""
    CommandLog.say("\(name), \(VersionText.words)")
  }

  private static func end(_ error: any Error, of command: (any ParsableCommand.Type)?) -> Never {
    switch Wurst.exitCode(for: error) {
    case .success:
      // Help and the version arrive as errors too.
      do {
        try Console.print(page: Wurst.fullMessage(for: error))
      } catch {
        end(error, of: command)
      }
      exit(Failure.Status.success.rawValue)
    case .validationFailure:
      end(Failure(UsageMessage(error, of: command).text, .usage))
    default:
      end(Failure(error))
    }
  }

  private static func end(_ failure: Failure) -> Never {
    Console.complain(failure)
    exit(failure.status.rawValue)
  }
}
