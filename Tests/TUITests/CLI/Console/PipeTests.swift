import Files
import Foundation
import Recipes
import TestSupport
import Testing
import wurst

@Suite("Commands in pipes, jobs and empty environments")
struct PipeTests {
  private static let quick = "--size 64x64 --steps-c 1 --steps-b 1 --seed 1"

  private func run(_ script: String, in folder: String) throws -> Program.Result {
    try Program(shell: "set -o pipefail; " + script, of: "bash", in: folder).wait()
  }

  @Test("a prompt comes out of a pipe, and its picture goes into one, and nothing else does")
  func throughPipe() throws {
    try TemporaryFolder.withName { folder in
      let result = try run(
        """
        echo 'a red ball' | "$WURST" generate - \(Self.quick) -o - | cat > out
        echo 'a red ball' | "$WURST" generate - \(Self.quick) -o - --preview --verbose > again
        """, in: folder)
      #expect(result.status == 0 && result.output.isEmpty, "\(result.errors)")
      for name in ["out", "again"] {
        let bytes = try Data(contentsOf: URL(filePath: folder + "/" + name))
        #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(bytes.suffix(8).starts(with: Array("IEND".utf8)))
      }
      #expect(!result.errors.contains("\u{1B}"))
    }
  }

  @Test(
    "a reader that closes early ends the command with 141, without a word and without a file",
    arguments: ["generate a -o - --quiet \(quick)", "models", "config keys", "theme list --json"])
  func earlyEnd(arguments: String) throws {
    try TemporaryFolder.withName { folder in
      let result = try run("{ sleep 0.3; \"$WURST\" \(arguments); } | true", in: folder)
      #expect(result.status == 141 && result.errors.isEmpty, "\(result.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }

  @Test("xargs gives prompts and takes file names")
  func xargs() throws {
    try TemporaryFolder.withName { folder in
      let result = try run(
        """
        printf '%s\\n' 'a ball' 'a cube' | xargs -d '\\n' -n 1 "$WURST" generate \(Self.quick) --quiet -o out/
        ls out/*.png | xargs "$WURST" show --json | wc -l
        """, in: folder)
      #expect(result.status == 0 && result.output == "2\n", "\(result.errors)\(result.output)")
    }
  }

  @Test("a job in the background, without a terminal, draws to its end")
  func background() throws {
    try TemporaryFolder.withName { folder in
      let result = try run(
        "\"$WURST\" generate a \(Self.quick) -o a.png > out 2> err < /dev/null & wait $!; echo $?",
        in: folder)
      #expect(result.output == "0\n")
      #expect(try String(contentsOfFile: folder + "/out", encoding: .utf8) == "a.png\n")
    }
  }

  @Test("an environment as cron has it is enough, and none at all too")
  func emptyEnvironment() throws {
    try TemporaryFolder.withName { folder in
      for variables in ["", "PATH=/usr/bin:/bin SHELL=/bin/sh HOME=\(folder) LOGNAME=x"] {
        let result = try run(
          "env -i \(variables) \"$WURST\" generate 'a ball' \(Self.quick) --force -o a.png",
          in: folder)
        #expect(
          result.status == 0 && result.output == "a.png\n" && result.errors.isEmpty,
          "\(result.errors)")
      }
    }
  }

  @Test(
    "numbers and words are the same in every locale",
    arguments: ["C", "de_DE.UTF-8", "ja_JP.eucJP", "POSIX"])
  func locales(name: String) throws {
    try TemporaryFolder.withName { folder in
      let script = "generate 'a ball' \(Self.quick) --guidance-c 2.5 --json -o a.png"
      let result = try run("LC_ALL=\(name) LANG=\(name) \"$WURST\" \(script)", in: folder)
      #expect(result.status == 0 && result.output.contains(#""guidance":2.5,"#), "\(result.errors)")
      let wrong = try run("LC_ALL=\(name) \"$WURST\" generate a --guidance-c 2,5", in: folder)
      #expect(wrong.errors.contains("guidance of Stage C, 0 to 30"), "\(wrong.errors)")
      let word = try run(
        "LC_ALL=\(name) \"$WURST\" generate 'ein Bär' \(Self.quick) -o b.png", in: folder)
      #expect(word.errors.contains("Bär") || word.errors.contains("bär"), "\(word.errors)")
    }
  }

  @Test(
    "a prompt without words is refused before anything",
    arguments: ["''", "'  \t '", "@empty", "- < empty"])
  func emptyPrompt(prompt: String) throws {
    try TemporaryFolder.withName { folder in
      try Data("\n".utf8).write(to: URL(filePath: folder + "/empty"))
      let result = try run("\"$WURST\" generate \(prompt) --model none", in: folder)
      #expect(result.status == 64 && result.errors.contains("empty"), "\(result.errors)")
      #expect(result.errors.contains("wurst generate --help"))
    }
  }

  @Test("a prompt comes from a file, and an @ that begins a text is written with a backslash")
  func promptFile() throws {
    try TemporaryFolder.withName { folder in
      try Data(" a red ball\n".utf8).write(to: URL(filePath: folder + "/prompt.txt"))
      let result = try run(
        """
        for prompt in @prompt.txt '\\@home' "@<(echo a star)"; do
          "$WURST" generate "$prompt" --dry-run --json --quiet --seed 1; done
        "$WURST" generate @<(echo a star) --dry-run --json --quiet --seed 1
        """, in: folder)
      let prompts = result.output.matches(of: /"prompt":"([^"]*)"/).map(\.1)
      #expect(prompts == ["a red ball", "@home", "a star"], "\(result.errors)")
      #expect(result.errors.contains("there is no file <(echo a star)"))
    }
  }
}
