import Engine
import Files
import Foundation
import TestSupport
import Testing

@Suite("Torch files")
struct TorchFileTests {
  private static func golden(_ name: String) -> Path {
    TestFiles.golden("v1/pt_checkpoint/\(name).pt")
  }

  /// Writes and opens an archive; the file may be removed while it is mapped.
  private func open(
    _ pickle: HandmadePickle,
    storages: [String: [UInt8]] = ["0": bytes(of: [1, 2, 3, 4] as [Float])]
  ) throws -> TorchFile {
    try TemporaryFolder.with { folder in
      try HandmadeTorch(pickle, storages: storages).write(to: folder / "x.pt")
      return try TorchFile(folder / "x.pt")
    }
  }

  private static func four(_ pickle: inout HandmadePickle) {
    pickle.tensor("0", "FloatStorage", count: 4, shape: [4], strides: [1])
  }

  @Test("the weights to draw with are chosen and the others can be asked for")
  func choice() throws {
    let file = try TorchFile(Self.golden("model_stage_x"))
    #expect(file.chosenName == "state_dict")
    #expect(file.shape(of: "0.weight") == [4, 5])
    #expect(file.dictionaries.contains("effnet_state_dict"))
    let effnet = try file.dictionary("effnet_state_dict")
    #expect(effnet.keys.count == 6)
    #expect(effnet.label.hasSuffix("model_stage_x.pt (effnet_state_dict)"))
    #expect(try file.dictionary("").keys == ["loose_param"])
    #expect(throws: LoadingError.self) { try file.dictionary("ema_state_dict") }
    #expect(file.elementType(of: "half.weight") == .f16)
    #expect(file.scalars["optimizer_state_dict.param_groups.0.betas.1"] == .number(0.95))
    let flat = try TorchFile(Self.golden("flat"))
    #expect(flat.chosenName == "" && flat.keys.sorted() == ["bias", "weight"])
  }

  @Test("averaged weights are preferred, and plain ones taken where the others are nothing")
  func averaged() throws {
    for isThere in [true, false] {
      let file = try open(
        .dictionary { pickle in
          pickle.text("state_dict")
          pickle.put("}")
          pickle.text("a")
          Self.four(&pickle)
          pickle.put("s")
          pickle.text("ema_state_dict")
          if isThere {
            pickle.put("}")
            pickle.text("b")
            Self.four(&pickle)
            pickle.put("s")
          } else {
            pickle.put("N")
          }
        })
      #expect(file.keys == [isThere ? "b" : "a"])
    }
  }

  @Test("the prefix of training on several devices is left out where all names have it")
  func modulePrefix() throws {
    for (names, wanted) in [
      (["module.a", "module.b"], ["a", "b"]), (["module.a", "b"], ["b", "module.a"]),
    ] {
      let file = try open(
        .dictionary { pickle in
          for name in names {
            pickle.text(name)
            Self.four(&pickle)
          }
        })
      #expect(file.keys.sorted() == wanted)
    }
  }

  @Test("contiguous floats are shown, other views gathered, and neither changes the file")
  func views() throws {
    let file = try open(
      .dictionary { pickle in
        pickle.text("rows")
        pickle.tensor("0", "FloatStorage", count: 4, shape: [2, 2], strides: [2, 1])
        pickle.text("columns")
        pickle.tensor("0", "FloatStorage", count: 4, shape: [2, 2], strides: [1, 2])
        pickle.text("tail")
        pickle.tensor("0", "FloatStorage", count: 4, offset: 2, shape: [1, 2], strides: [9, 1])
        pickle.text("scalar")
        pickle.tensor("0", "FloatStorage", count: 4, offset: 3, shape: [], strides: [])
        pickle.text("empty")
        pickle.tensor("0", "FloatStorage", count: 4, shape: [0, 3], strides: [3, 1])
      })
    #expect(try file.tensor(named: "columns").elements == [1, 3, 2, 4])
    #expect(file.stored(named: "columns") == nil && file.stored(named: "rows") != nil)
    #expect(try file.tensor(named: "tail").elements == [3, 4])
    #expect(try file.tensor(named: "scalar").shape == [])
    #expect(try file.tensor(named: "scalar").elements == [4])
    #expect(try file.tensor(named: "empty").shape == [0, 3])
    var rows = try file.tensor(named: "rows")
    unsafe rows.withMutableElements { unsafe $0[0] = 9 }
    #expect(try file.tensor(named: "rows").elements == [1, 2, 3, 4])
    #expect(throws: LoadingError.self) { try file.integers(named: "rows") }
    #expect(throws: LoadingError.self) { try file.tensor(named: "none") }
  }

  @Test("every half-precision number is widened exactly in a view that must be gathered")
  func gatheredHalves() throws {
    let halves = (UInt16.min...UInt16.max).map { $0 }
    let file = try open(
      .dictionary { pickle in
        pickle.text("h")
        pickle.tensor("0", "HalfStorage", count: 65536, shape: [2, 32768], strides: [1, 2])
      }, storages: ["0": bytes(of: halves)])
    let wide = try file.tensor(named: "h").elements
    for bits in halves {
      let value = wide[Int(bits) % 2 * 32768 + Int(bits) / 2]
      let half = Float16(bitPattern: bits)
      #expect(half.isNaN ? value.isNaN : value.bitPattern == Float(half).bitPattern, "\(bits)")
    }
  }

  @Test("a member beyond 4 GB is found")
  func farMember() throws {
    try TemporaryFolder.with { folder in
      var torch = HandmadeTorch(
        .dictionary { pickle in
          pickle.text("a")
          Self.four(&pickle)
        }, storages: ["0": bytes(of: [1, 2, 3, 4] as [Float])])
      // The file has a hole there and takes no room.
      torch.lastMember = 5 << 30
      try torch.write(to: folder / "far.pt")
      let file = try TorchFile(folder / "far.pt")
      #expect(try file.tensor(named: "a").elements == [1, 2, 3, 4])
    }
  }

  @Test("calls of anything but torch's own functions are never made")
  func nothingIsExecuted() throws {
    try TemporaryFolder.with { folder in
      let mark = folder / "executed"
      var pickle = HandmadePickle()
      pickle.put("}(")
      pickle.text("evil")
      pickle.global("os", "system")
      pickle.text("touch \(mark)")
      pickle.put([0x85])
      pickle.put("R")
      pickle.text("a")
      Self.four(&pickle)
      pickle.put("u.")
      let file = try open(pickle)
      #expect(file.keys == ["a"] && file.scalars.isEmpty)
      #expect(!FileManager.default.fileExists(atPath: mark.text))
    }
  }
}
