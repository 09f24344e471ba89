import ArgumentParser
import Files

/// Runs the command and turns every error into one line and an exit code.
@main
enum Main {
  static func main() {
    do {
      var command = try Wurst.parseAsRoot(Invocation.arguments)
      try command.run()
    } catch {
      end(error)
    }
  }

  private static func end(_ error: any Error) -> Never {
    switch Wurst.exitCode(for: error) {
    case .success:
      // Help and the version arrive as errors too.
      Wurst.exit(withError: error)
    case .validationFailure:
      end(Failure("\(Wurst.message(for: error)) (see 'wurst --help')", .usage))
    default:
      end(Failure(error))
    }
  }

  private static func end(_ failure: Failure) -> Never {
    Console.printError("wurst: \(failure.message)")
    Wurst.exit(withError: ExitCode(failure.status.rawValue))
  }
}
