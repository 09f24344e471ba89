import ArgumentParser
import Files
import Foundation

/// Runs the command and turns every error into one line and an exit code.
@main
enum Main {
  static func main() {
    Console.prepare()
    MappedFile.endWhenCutShort()
    do {
      var command = try Wurst.parseAsRoot(Invocation.arguments)
      if !(command is any SaysWhatIsSet) {
        for problem in Configuration.ofUser.problems { Console.printError("wurst: \(problem)") }
      }
      try command.run()
    } catch {
      end(error)
    }
  }

  private static func end(_ error: any Error) -> Never {
    switch Wurst.exitCode(for: error) {
    case .success:
      // Help and the version arrive as errors too.
      do {
        try Console.print(page: Wurst.fullMessage(for: error))
      } catch {
        end(error)
      }
      exit(Failure.Status.success.rawValue)
    case .validationFailure:
      end(Failure(UsageMessage(error).text, .usage))
    default:
      end(Failure(error))
    }
  }

  private static func end(_ failure: Failure) -> Never {
    if failure.status != .unread { Console.printError("wurst: \(failure.message)") }
    exit(failure.status.rawValue)
  }
}
