import Engine
import Files
import Glibc

/// Up to a NUL each: `tokenizer.json` and a prompt, or `vocab.json`, `merges.txt` and a prompt.
struct TokenizerInput: FuzzedReader {
  private let files = [MemoryFile(), MemoryFile()]
  private let single = Path("tokenizer-single")
  private let pair = Path("tokenizer-pair")

  init() {
    link(single / "tokenizer.json", files[0])
    link(pair / "vocab.json", files[0])
    link(pair / "merges.txt", files[1])
  }

  func read(_ bytes: [UInt8]) throws {
    let parts = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
      .map { Array($0) }
    for (file, part) in zip(files, parts) { _ = file.hold(part) }
    let prompt = String(decoding: parts[parts.count - 1], as: UTF8.self)
    do {
      let tokenizer = try BPETokenizer(folder: parts.count == 3 ? pair : single)
      let tokens = tokenizer.encode(prompt)
      check(tokens.allSatisfy { 0...tokenizer.largestID ~= $0 })
      let (ids, mask, isTruncated) = tokenizer.encode(prompt, length: 16, pad: 0)
      check(ids.count == 16 && mask.count == 16 && isTruncated == (tokens.count > 16))
      _ = tokenizer.brokenWords(in: prompt)
    } catch {}
  }

  private func link(_ path: Path, _ file: MemoryFile) {
    try? Folder.make(path.folder)
    _ = unsafe path.withCString { unsafe unlink($0) }
    let made = unsafe file.path.withCString { target in
      unsafe path.withCString { unsafe symlink(target, $0) }
    }
    check(made == 0)
  }
}
