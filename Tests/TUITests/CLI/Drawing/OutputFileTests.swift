import Files
import Foundation
import Render
import TestSupport
import Testing

@Suite("Where pictures are written")
struct OutputFileTests {
  private static let drawing = [
    "generate", "ball", "--size", "64x64", "--steps-c", "1", "--steps-b", "1", "--seed", "3",
  ]

  private func draw(_ arguments: String..., in folder: String) throws -> Program.Result {
    try Program(Self.drawing + arguments, in: folder).wait()
  }

  @Test("a name of any length is the name of the file")
  func names() throws {
    try TemporaryFolder.withName { folder in
      for name in ["a", "é", " ", ".b", "v1.2", "c.png"] {
        let result = try draw("-o", name, in: folder)
        #expect(result.status == 0 && result.output == name + "\n", "\(name): \(result.errors)")
        #expect(try PlainFile(Path(folder) / name).read(at: 1, count: 3) == Array("PNG".utf8))
      }
    }
  }

  @Test("bytes that are not UTF-8 are the name of the file")
  func bytes() throws {
    try TemporaryFolder.withName { folder in
      let script = "n=$(printf 'na\\357ve.png'); \"$WURST\" \"$@\" -o \"$n\""
      let result = try Program(
        shell: script.replacing("\"$@\"", with: Self.drawing.joined(separator: " ")), in: folder
      ).wait()
      #expect(result.status == 0 && result.output == "na�ve.png\n", "\(result.errors)")
      let names = try Folder.entries(Path(folder)).map(\.name).filter { $0.hasSuffix(".png") }
      #expect(names.map { Path($0).bytes } == [[0x6E, 0x61, 0xEF] + Array("ve.png".utf8)])
    }
  }

  @Test("the ending says what is written")
  func endings() throws {
    try TemporaryFolder.withName { folder in
      #expect(try draw("-o", "a.JPG", in: folder).status == 0)
      #expect(try PlainFile(Path(folder) / "a.JPG").read(at: 0, count: 2) == [0xFF, 0xD8])
      let pair = try draw("-o", "b.jpeg", "--count", "2", in: folder)
      #expect(pair.output == "b-1.jpeg\nb-2.jpeg\n", "\(pair.errors)")
      let refused = try draw("-o", "c.webp", in: folder)
      #expect(refused.status == 64 && refused.errors.contains("not as WEBP"))
    }
  }

  @Test("a file that is read or is no picture is replaced only when that is asked for")
  func protected() throws {
    try TemporaryFolder.withName { folder in
      #expect(try draw("-o", "in.png", in: folder).status == 0)
      try Data("notes".utf8).write(to: URL(filePath: folder + "/notes"))
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/link.png", withDestinationPath: "in.png")
      for (arguments, words) in [
        (["--image", "in.png", "-o", "in.png"], "is also read"),
        (["--image", "link.png", "-o", "./in.png"], "is also read"),
        (["-o", "notes"], "no picture"),
      ] {
        let before = try Data(contentsOf: URL(filePath: folder + "/in.png"))
        let refused = try Program(Self.drawing + arguments, in: folder).wait()
        #expect(refused.status == 64 && refused.errors.contains(words), "\(refused.errors)")
        #expect(try Data(contentsOf: URL(filePath: folder + "/in.png")) == before)
        let forced = try Program(Self.drawing + arguments + ["--force"], in: folder).wait()
        #expect(forced.status == 0, "\(forced.errors)")
      }
    }
  }

  @Test("places that take no file are refused before anything is drawn")
  func refused() throws {
    try TemporaryFolder.withName { folder in
      _ = unsafe mkfifo(folder + "/pipe", 0o600)
      _ = unsafe symlink("loop.png", folder + "/loop.png")
      for name in [
        "/dev/null", "pipe", "loop.png", "none/a.png", String(repeating: "n", count: 256) + ".png",
      ] {
        let result = try draw("-o", name, in: folder)
        #expect(result.status == 73 && !result.errors.contains("Seed"), "\(name): \(result.errors)")
      }
    }
  }

  @Test("pictures come from pipes and go to the standard output")
  func streams() throws {
    try TemporaryFolder.withName { folder in
      let options = Self.drawing.joined(separator: " ")
      let result = try Program(
        shell: """
          "$WURST" \(options) -o - > a.png && "$WURST" \(options) --image - -o b.png < a.png \
          && cat a.png | "$WURST" \(options) --image /dev/stdin -o c.png \
          && "$WURST" \(options) --image a.png -o d.png && cmp b.png d.png | cat
          """, in: folder
      ).wait()
      #expect(result.status == 0, "\(result.errors)")
      let pictures = try ["b", "c", "d"].map {
        try PNGReader.read(Path(folder) / "\($0).png").bitmap
      }
      #expect(pictures[0] == pictures[2] && pictures[1] == pictures[2])
      let bad = try Program(shell: "echo text | \"$WURST\" \(options) --image -", in: folder).wait()
      #expect(
        bad.status == 65 && bad.errors.contains("the standard input is text"), "\(bad.errors)")
      let both = try Program(shell: "\"$WURST\" \(options) -o - --json | cat >&2", in: folder)
        .wait()
      #expect(both.errors.contains("--json prints to the standard output too"))
    }
  }

  @Test("a prompt that is not UTF-8 is refused")
  func prompt() throws {
    try TemporaryFolder.withName { folder in
      let script = "\"$WURST\" generate \"$(printf 'b\\351ll')\" -o a.png"
      let result = try Program(shell: script, in: folder).wait()
      #expect(result.status == 64 && result.errors.contains("not UTF-8"), "\(result.errors)")
    }
  }
}
