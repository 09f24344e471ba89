import Files
import Foundation
import TestSupport
import Testing

@Suite("wurst config")
struct ConfigCommandTests {
  private func write(_ text: String, in home: String) throws -> Path {
    let file = Path(home) / ".config/wurst/config.toml"
    try Folder.makeAll(file.folder)
    try AtomicFile.write(Array(text.utf8), to: file)
    return file
  }

  @Test("what cannot be used is said once, and named with its line", arguments: ["check", "list"])
  func once(command: String) throws {
    try TemporaryFolder.withName { home in
      _ = try write("mouse = true\nthreads = \"x\"\n", in: home)
      let result = try Program.run("config", command, in: home)
      #expect(result.status == 65)
      let lines = result.errors.split(separator: "\n")
      #expect(lines.count == 1 && lines.first?.contains("line 2: threads") == true, "\(lines)")
    }
  }

  @Test("a model or a theme that is not there is no setting", arguments: ["model", "theme"])
  func missing(name: String) throws {
    try TemporaryFolder.withName { home in
      let file = try write("mouse = true\n\(name) = \"nope\"\n", in: home)
      let checked = try Program.run("config", "check", in: home)
      #expect(
        checked.status == 65 && checked.errors.contains("line 2: \(name)"), "\(checked.errors)")
      #expect(checked.errors.contains("nope"))
      let doctor = try Program.run("doctor", in: home)
      #expect(doctor.output.contains("! config.toml") && doctor.output.contains("nope"))
      let set = try Program.run("config", "set", name, "none", in: home)
      #expect(set.status == 66 && set.errors.contains("\(name) cannot be 'none'"), "\(set.errors)")
      #expect(try String(contentsOfFile: file.text, encoding: .utf8).contains("nope"))
    }
  }

  @Test("lines that end as on other systems stay so, and one of them is changed")
  func lineEnds() throws {
    try TemporaryFolder.withName { home in
      let file = try write("theme=\"dusk\"\r\nmouse=true  # yes\r\n", in: home)
      for (name, value) in [("mouse", "false"), ("threads", "2")] {
        #expect(try Program.run("config", "set", name, value, in: home).status == 0)
      }
      let text = try Data(contentsOf: URL(filePath: file.text))
      #expect(
        String(decoding: text, as: UTF8.self)
          == "theme=\"dusk\"\r\nmouse= false  # yes\r\nthreads = 2\r\n")
    }
  }
}
