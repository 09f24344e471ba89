import Files
import Foundation
import Glibc
import Render
import TestSupport
import Testing

@Suite struct JPEGDamageTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func save(_ bytes: [UInt8]) throws -> Path { try folder.save(bytes, as: "bad.jpg") }

  private func failure(_ path: Path) -> JPEGError? {
    do {
      _ = try JPEGReader.read(path)
      return nil
    } catch { return error as? JPEGError }
  }

  @Test("a missing file, a folder and a named pipe are told apart from damage")
  func noFile() throws {
    let missing = folder.path / "none.jpg"
    #expect(failure(missing) == .file(.missing(path: missing)))
    #expect(
      failure(folder.path)
        == .file(.unreadable(path: folder.path, reason: "it is not a plain file")))
    let pipe = folder.path / "pipe"
    #expect(unsafe mkfifo(pipe.text, 0o600) == 0)
    #expect(failure(pipe) == .file(.unreadable(path: pipe, reason: "it is not a plain file")))
  }

  @Test(
    "a file cut anywhere ahead of its last pixels is damaged",
    arguments: ["texture", "texture-progressive", "restarts", "scans", "ycck"])
  func truncated(name: String) throws {
    let whole = try RecordedJPEG(name).bytes
    for length in 0..<whole.count - 2 {
      let path = try save(Array(whole[..<length]))
      guard case .damaged(path, let reason)? = failure(path), !reason.isEmpty else {
        Issue.record("\(length) of \(whole.count) bytes gave \(String(describing: failure(path)))")
        continue
      }
    }
  }

  @Test("a missing part is damage even where an end marker follows")
  func endsEarly() throws {
    let whole = try RecordedJPEG("texture").bytes
    let path = try save(whole.dropLast(40) + [0xFF, 0xD9])
    #expect(failure(path) == .damaged(path: path, reason: "a part of the picture is missing"))
  }

  @Test("a lost restart marker is damage")
  func restarts() throws {
    var bytes = try RecordedJPEG("restarts").bytes
    let place = try #require(
      bytes.indices.dropLast().first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xD1 })
    bytes[place + 1] = 0xD5
    let path = try save(bytes)
    #expect(failure(path) == .damaged(path: path, reason: "a part of the picture is garbled"))
  }

  @Test("arithmetic coding is refused by name")
  func arithmetic() throws {
    let path = try save(RecordedJPEG("arithmetic").bytes)
    #expect(
      failure(path)
        == .damaged(path: path, reason: "its arithmetic coding is not supported"))
  }

  @Test("more than a hundred million pixels are refused before any memory is taken")
  func tooManyPixels() throws {
    let path = try save(RecordedJPEG("texture").declaring(width: 10_001, height: 10_000).bytes)
    let size = PixelSize(width: 10_001, height: 10_000)
    #expect(failure(path) == .tooManyPixels(path: path, size: size, limit: 100_000_000))
  }

  @Test("a small file that declares a huge picture is damaged")
  func lyingSize() throws {
    for name in ["texture", "texture-progressive"] {
      let jpeg = try RecordedJPEG(name).declaring(width: 10_000, height: 10_000)
      guard case .damaged(_, let reason)? = failure(try save(jpeg.bytes)) else {
        Issue.record("the picture was taken")
        continue
      }
      #expect(reason.contains("10000×10000"))
    }
  }

  @Test("a progressive picture that takes more than its share of memory is refused in time")
  func manyParts() throws {
    var jpeg = try RecordedJPEG("progressive").declaring(width: 8000, height: 7500)
    jpeg.bytes += Array(repeating: 0, count: 400_000)
    let path = try save(jpeg.bytes)
    let memory = PeakMemory()
    #expect(
      failure(path)
        == .tooMuchMemory(path: path, size: PixelSize(width: 8000, height: 7500)))
    #expect(!PeakMemory.isAlone || memory.growth < 64 << 20)
  }

  @Test("mutated files give an error or a picture, and take little memory")
  func mutated() throws {
    let exif = HandmadeEXIF(orientation: 6).segment
    let originals = try [
      RecordedJPEG("texture").inserting(exif), RecordedJPEG("texture-progressive"),
      RecordedJPEG("restarts"), RecordedJPEG("grey").inserting(exif), RecordedJPEG("ycck"),
      RecordedJPEG("scans"),
    ]
    var mutations = Mutations(seed: 2026)
    let memory = PeakMemory()
    var taken = 0
    for round in 0..<Mutations.rounds {
      let path = try save(mutations.damaged(originals[round % originals.count].bytes))
      if failure(path) == nil { taken += 1 }
    }
    // Damage inside the pixels often gives another picture that is as whole as the first.
    #expect(taken > Mutations.rounds / 20 && taken < Mutations.rounds * 2 / 3, "\(taken)")
    #expect(!PeakMemory.isAlone || memory.growth < 64 << 20)
  }
}
