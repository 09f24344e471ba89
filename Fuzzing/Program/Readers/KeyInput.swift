import Terminal

/// What a terminal sends: the same inputs come out whether it comes at once or byte by byte.
struct KeyInput: FuzzedReader {
  func read(_ bytes: [UInt8]) throws {
    // What grows longer than a key or a reply is given up, sooner if it comes slowly.
    let bytes = bytes.prefix(1000)
    var whole = KeyDecoder()
    let inputs = whole.feed(bytes) + whole.flush()
    var slow = KeyDecoder()
    let singly = bytes.flatMap { slow.feed([$0]) } + slow.flush()
    check(inputs == singly)
    check(!whole.isWaiting && !slow.isWaiting)
    // Whatever came, a key that follows is that key.
    check(whole.feed([UInt8(ascii: "x")]) == [.key(.character("x"))])
  }
}
