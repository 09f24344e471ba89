import Engine
import Files
import Foundation
import Testing

@Suite("Damaged torch files")
struct TorchDamageTests {
  private func refusal(
    _ pickle: HandmadePickle, adjust: (inout HandmadeTorch) -> Void = { _ in }
  ) throws -> String {
    var torch = HandmadeTorch(pickle, storages: ["0": bytes(of: [1, 2, 3, 4] as [Float])])
    adjust(&torch)
    return try torch.refusal()
  }

  private func refusal(
    count: Int = 4, offset: Int = 0, shape: [Int], strides: [Int]
  ) throws -> String {
    try refusal(
      .dictionary { pickle in
        pickle.text("a")
        pickle.tensor(
          "0", "FloatStorage", count: count, offset: offset, shape: shape, strides: strides)
      })
  }

  @Test("views that leave their storage are refused")
  func outside() throws {
    #expect(try refusal(count: 5, shape: [1], strides: [1]).contains("said to hold 5"))
    #expect(try refusal(count: -1, shape: [1], strides: [1]).contains("said to hold -1"))
    #expect(try refusal(shape: [5], strides: [1]).contains("reaches beyond its 4"))
    #expect(try refusal(offset: 1, shape: [4], strides: [1]).contains("reaches beyond"))
    #expect(try refusal(shape: [2, 2], strides: [3, 1]).contains("reaches beyond"))
    #expect(try refusal(shape: [2], strides: [.max]).contains("reaches beyond"))
    #expect(try refusal(offset: .max, shape: [2], strides: [1]).contains("reaches beyond"))
    #expect(try refusal(offset: -1, shape: [2], strides: [1]).contains("impossible shape"))
    #expect(try refusal(shape: [-2], strides: [1]).contains("impossible shape"))
    #expect(try refusal(shape: [2], strides: [-1]).contains("impossible shape"))
    #expect(try refusal(shape: [2, 2], strides: [1]).contains("impossible shape"))
    #expect(try refusal(shape: [1 << 40, 1 << 40], strides: [0, 0]).contains("impossible shape"))
    #expect(try refusal(shape: [1 << 40], strides: [0]).contains("repeats its 4 elements"))
  }

  @Test("compressed members and a missing storage are refused with the reason")
  func archives() throws {
    let pickle = HandmadePickle.dictionary { pickle in
      pickle.text("a")
      pickle.tensor("0", "FloatStorage", count: 4, shape: [4], strides: [1])
    }
    #expect(try refusal(pickle) { $0.method = 8 }.contains("compressed"))
    #expect(try refusal(pickle) { $0.members.removeLast() }.contains("lacks 'archive/data/0'"))
    #expect(try refusal(pickle) { $0.members.removeFirst() }.contains("no data.pkl"))
    #expect(try refusal(pickle) { $0.members.append($0.members[0]) }.contains("twice"))
    #expect(
      try refusal(pickle) { $0.members.append(("archive/byteorder", Array("big".utf8))) }
        .contains("big-endian"))
  }

  @Test(
    "pickles that make no sense are refused",
    arguments: [
      ("", "cut short"), (".", "takes more"), ("}", "cut short"), ("(u.", "adds to nothing"),
      ("Nh\u{7f}.", "never had"), ("]NsN.", "adds to nothing"), ("N.", "no dictionary"),
      ("}.", "no tensors"), ("t", "end without begin"), ("~", "unknown operation 0x7e"),
      ("K\u{1}]a", "adds to what is no container"), ("}(Nu.", "half an entry"), ("NQ", "arguments"),
      ("cos\nsystem\nNR", "arguments"), ("X\u{7f}\u{7f}\u{7f}\u{7f}", "cut short"),
      ("\u{7f}", "unknown operation 0x7f"),
    ])
  func nonsense(operations: String, reason: String) throws {
    var pickle = HandmadePickle()
    pickle.put(operations)
    let message = try refusal(pickle)
    #expect(message.contains(reason), "\(message)")
  }

  @Test(
    "texts of newer protocols that reach beyond the pickle, and names that are none, are refused",
    arguments: [
      ([0x8c, 9], "cut short"), ([0x8d] + .init(repeating: 0xff, count: 8), "cut short"),
      ([0x8d, 0, 0, 0, 0, 0, 0, 0, 0x7f], "cut short"), ([0x43, 9], "cut short"),
      ([0x96, 9, 0, 0, 0, 0, 0, 0, 0], "cut short"), ([0x95, 1], "cut short"),
      ([0x93], "takes more"), ([0x4e, 0x4e, 0x93], "impossible way"), ([0x94], "remembers"),
      ([0x90], "end without begin"), ([0x97], "unknown operation 0x97"),
    ] as [([UInt8], String)])
  func newerNonsense(operations: [UInt8], reason: String) throws {
    var pickle = HandmadePickle(version: 5)
    pickle.put(operations)
    let message = try refusal(pickle)
    #expect(message.contains(reason), "\(message)")
  }

  @Test("a pickle of another protocol is refused")
  func newerProtocol() throws {
    for version in [0, 1, 6, 255] as [UInt8] {
      let message = try refusal(HandmadePickle(version: version))
      #expect(message.contains("protocol \(version)") && !message.contains("damaged"))
    }
  }

  @Test("a sound file cut anywhere is refused")
  func truncation() throws {
    let whole = try Data(
      contentsOf: URL(filePath: TestFiles.golden("v1/pt_checkpoint/archive_root.pt").text))
    try DamagedFiles.withFolder { folder in
      let path = folder / "x.pt"
      for length in 0..<whole.count {
        try whole.prefix(length).write(to: URL(filePath: path.text))
        #expect(throws: LoadingError.self) { try TorchFile(path) }
      }
    }
  }
}
