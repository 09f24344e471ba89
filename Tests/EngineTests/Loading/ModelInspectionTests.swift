import Engine
import Files
import Foundation
import Testing

@Suite("Looking at models")
struct ModelInspectionTests {
  private func row(
    _ inspection: ModelInspection, _ component: String
  ) throws -> ModelInspection.Row {
    try #require(inspection.rows.first { $0.component == component })
  }

  @Test("the built-in model is listed part by part")
  func native() throws {
    let inspection = try ModelInspection(TestFiles.toyScenes)
    #expect(inspection.format == .native)
    #expect(
      inspection.rows.map(\.network) == [
        "CLIP text tower", "prior", "Paella", "VQ model", "EfficientNet encoder",
      ])
    for row in inspection.rows {
      #expect(row.tensors == row.types.reduce(0) { $0 + $1.tensors } && row.use != "nothing")
      #expect(row.parameters > 0 && row.types[0].type == .f16)
    }
  }

  @Test("diffusers folders are listed with counters and statistics left out of the parameters")
  func diffusers() throws {
    let inspection = try ModelInspection(TestFiles.golden("v2/combined_single_folder/model"))
    #expect(inspection.format == .diffusers)
    #expect(
      inspection.rows.map(\.component) == [
        "prior_text_encoder", "prior_prior", "text_encoder", "decoder", "vqgan",
      ])
    let vqgan = try row(inspection, "vqgan")
    #expect(vqgan.types.map(\.type) == [.f32, .i64] && vqgan.types[1].tensors == 1)
    #expect(vqgan.bytes == 4 * (vqgan.parameters + 8) + 8)
    let prior = try row(inspection, "prior_prior")
    #expect(prior.network == "prior" && prior.use.contains("20-channel"))
    #expect(try row(inspection, "decoder").network == "DiffNeXt")
    let half = try ModelInspection(TestFiles.golden("v2/load_variants/mixed"), variant: "fp16")
    #expect(half.rows.map(\.component) == ["text_encoder", "prior"])
    #expect(half.rows.allSatisfy { $0.types[0].type == .f16 })
  }

  @Test("a component, a file and an index can be looked at alone")
  func parts() throws {
    let folder = TestFiles.golden("v2/load_variants/sharded/prior")
    for (path, format) in [
      (folder, ModelInspection.Format.component),
      (folder / "diffusion_pytorch_model.safetensors.index.json", .sharded),
      (TestFiles.golden("v2/lora_prior/weights.safetensors"), .safetensors),
    ] {
      let inspection = try ModelInspection(path)
      #expect(inspection.format == format)
      #expect(inspection.rows.map(\.network) == ["prior"])
    }
    let lora = try ModelInspection(TestFiles.golden("v2/lora_prior/lora_old_names.safetensors"))
    #expect(lora.rows.map(\.network) == ["LoRA"] && lora.rows[0].tensors == 16)
  }

  @Test("a checkpoint is listed dictionary by dictionary, with what is taken from it")
  func checkpoint() throws {
    let path = TestFiles.golden("v1/pt_checkpoint/model_stage_x.pt")
    let inspection = try ModelInspection(path)
    #expect(inspection.format == .torch)
    let row = try row(inspection, "state_dict")
    #expect(row.network == "unknown" && row.tensors == 20)
    #expect(row.types.first?.type == .f32 && row.types.first?.tensors == 13)
    #expect(inspection.rows.last?.component == "")
  }

  @Test("what is no model is refused")
  func nothing() throws {
    #expect(throws: LoadingError.self) { try ModelInspection("/nowhere") }
    let folder = try #require(throws: LoadingError.self) { try ModelInspection(TestFiles.root) }
    #expect("\(folder)".contains("neither model_index.json nor a folder"), "\(folder)")
  }
}
