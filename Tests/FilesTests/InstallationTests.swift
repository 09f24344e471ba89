import Files
import Testing

@Suite("Where the program lies")
struct InstallationTests {
  private func installation(_ executable: Path) -> Installation {
    Installation(environment: ["HOME": "/home/a"], executable: executable)
  }

  @Test("what comes with the program is beside it, or in the share folder of its prefix")
  func folders() {
    #expect(
      installation("/opt/bin/wurst").folders("themes") == [
        "/opt/bin/themes", "/opt/share/wurst/themes",
      ])
    #expect(
      installation("/bin/wurst").folders("themes") == ["/bin/themes", "/share/wurst/themes"])
    #expect(
      installation("/opt/bin/wurst").resources(of: "Engine") == "/opt/bin/wurst_Engine.resources")
  }

  @Test("the package is known from inside its build folder alone")
  func package() {
    #expect(
      installation("/src/wurst/.build/x86_64/release/wurst").packageFolder == "/src/wurst")
    #expect(installation("/.build/release/wurst").packageFolder == "/")
    #expect(
      installation("/a/.build/b/.build-debug/debug/wurst").packageFolder == "/a/.build/b")
    #expect(installation("/opt/bin/wurst").packageFolder == nil)
  }

  @Test("the program that runs is a file")
  func running() throws {
    let executable = Installation.runningExecutable
    #expect(executable.isAbsolute)
    #expect(try PlainFile(executable).count > 0)
  }
}
