import Files
import Foundation
import TestSupport
import Testing
import wurst

@Suite("What shells complete")
struct CompletionTests {
  /// Completes the last of `words`, as bash does after Tab.
  private func complete(_ words: [String], in folder: String) throws -> Set<Substring> {
    let list = words.map { "'\($0)'" }.joined(separator: " ")
    let script = """
      wurst() { "$WURST" "$@"; }
      . <("$WURST" --generate-completion-script bash)
      COMP_WORDS=(\(list)); COMP_CWORD=\(words.count - 1); COMP_LINE="${COMP_WORDS[*]}"
      COMP_POINT=${#COMP_LINE}
      function=$(complete -p wurst); function=${function##*-F }; function=${function%% *}
      $function wurst "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let result = try Program(shell: script, of: "bash", in: folder).wait()
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    return Set(result.output.split(separator: "\n"))
  }

  @Test("commands, and the names of what there is")
  func names() throws {
    try TemporaryFolder.withName { folder in
      let settings = folder + "/.config/wurst"
      try FileManager.default.createDirectory(atPath: settings, withIntermediateDirectories: true)
      try Data("[ink]\nprompt = \"in ink\"\n".utf8).write(
        to: URL(filePath: settings + "/styles.toml"))
      let outputs = folder + "/outputs"
      try FileManager.default.createDirectory(atPath: outputs, withIntermediateDirectories: true)
      _ = try Program.run("gallery", "add", outputs, in: folder)
      for (words, names) in [
        (["gen"], ["generate"]), (["generate", "--model", ""], ["toy-scenes"]),
        (["generate", "--sampler", ""], ["ddpm", "ddim", "dpm"]),
        (["generate", "--preset", "b"], ["balanced", "best"]),
        (["generate", "--style", ""], ["ink"]), (["--theme", "a"], ["auto"]),
        (["config", "set", "th"], ["theme", "threads"]),
        (["config", "set", "mouse", ""], ["true", "false"]),
        (["models", "inspect", "t"], ["toy-scenes"]), (["gallery", "remove", ""], [outputs]),
        (["generate", "--model", folder + "/o"], [outputs + "/"]),
      ] {
        #expect(
          try complete(["wurst"] + words, in: folder) == Set(names.map { $0[...] }), "\(words)")
      }
    }
  }

  @Test("damaged files are in the way of nothing")
  func damaged() throws {
    try TemporaryFolder.withName { folder in
      for path in [
        ".local/share/wurst/models.json", ".local/share/wurst/gallery/gallery.json",
        ".config/wurst/styles.toml", ".config/wurst/presets.toml", ".config/wurst/config.toml",
      ] {
        let url = URL(filePath: folder + "/" + path)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("\u{0}[{garbage".utf8).write(to: url)
      }
      #expect(try complete(["wurst", "generate", "--model", ""], in: folder) == ["toy-scenes"])
      #expect(try complete(["wurst", "generate", "--style", ""], in: folder).isEmpty)
      #expect(try complete(["wurst", "generate", "--preset", "d"], in: folder) == ["draft"])
      #expect(try complete(["wurst", "gallery", "remove", ""], in: folder).isEmpty)
    }
  }
}
