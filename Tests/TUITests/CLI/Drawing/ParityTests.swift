import Engine
import Files
import Foundation
import Render
import TestSupport
import Testing

@Suite("The same seed as in PyTorch")
struct ParityTests {
  /// What a parity case asks for.
  private struct Case: Decodable {
    let config: Config
    let params: Params
    let drawSeed: UInt32

    struct Config: Decodable {
      var folders: [String]?
      var folder: String?
    }

    struct Params: Decodable {
      let prompt: String
      var negativePrompt: String?
      let height: Int
      let width: Int
      let priorNumInferenceSteps: Int
      let priorGuidanceScale: Float
      let numInferenceSteps: Int
      var numImagesPerPrompt: Int?
    }

    init(_ folder: String) throws {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      let data = try Data(contentsOf: URL(filePath: folder + "/case.json"))
      self = try decoder.decode(Case.self, from: data)
    }

    func arguments(in folder: String) -> [String] {
      let paths = (config.folders ?? [config.folder ?? "model"]).map { folder + "/" + $0 }
      return [
        "generate", params.prompt, "--model", paths.joined(separator: ","),
        "--negative", params.negativePrompt ?? "", "--seed", "\(drawSeed)",
        "--size", "\(params.width)x\(params.height)",
        "--steps-c", "\(params.priorNumInferenceSteps)",
        "--guidance-c", "\(params.priorGuidanceScale)",
        "--steps-b", "\(params.numInferenceSteps)", "--count", "\(params.numImagesPerPrompt ?? 1)",
        "--precision", "fp32",
      ]
    }
  }

  @Test(
    "gives the recorded picture within 2 of 255, but for one value in a thousand",
    arguments: ["combined_from_folders", "combined_single_folder", "combined_two_images"],
    ["1", "2"])
  func picture(name: String, threads: String) throws {
    let folder = Goldens.path("v2/" + name)
    let golden = try Case(folder)
    let count = golden.params.numImagesPerPrompt ?? 1
    let recorded = try SafetensorsFile(Path(folder) / "io.safetensors")
    let wanted = try recorded.integers(named: "out.image_u8").map { Int($0) }
    let each = 3 * golden.params.width * golden.params.height
    #expect(wanted.count == count * each)
    try TemporaryFolder.withName { place in
      let result = try Program(
        golden.arguments(in: folder) + ["--threads", threads, "-o", "a.png"], in: place
      ).wait()
      #expect(result.status == 0, "\(result.errors)")
      for number in 1...count {
        let file = count == 1 ? "a.png" : "a-\(number).png"
        let bitmap = try PNGReader.read(Path(place + "/" + file)).bitmap
        #expect(bitmap.rgb.count == each)
        let differences = zip(bitmap.rgb, wanted[(number - 1) * each..<number * each])
          .map { abs(Int($0) - $1) }
        let larger = differences.count { $0 > 2 }
        #expect(larger * 1000 <= each, "\(larger) of \(each), up to \(differences.max() ?? 0)")
      }
    }
  }
}
