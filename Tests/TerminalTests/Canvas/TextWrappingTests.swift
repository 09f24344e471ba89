import Terminal
import Testing

@Suite("Breaking lines")
struct TextWrappingTests {
  private func lines(_ text: String, _ width: Int) -> [String] {
    WrappedText(Array(text), width: width).strings(of: text)
  }

  @Test("lines break behind spaces, and words that are too long inside")
  func breaking() {
    #expect(lines("a red ball", 6) == ["a red ", "ball"])
    #expect(lines("abcdefgh", 3) == ["abc", "def", "gh"])
    #expect(lines("日本語", 4) == ["日本", "語"])
    #expect(lines("", 4) == [""])
  }

  @Test("nothing is lost, whatever the width", arguments: 1...20)
  func completeness(width: Int) {
    let text = "a  small violet 日本語 star, and a verylongwordindeed 👨‍👩‍👧 end "
    let wrapped = WrappedText(Array(text), width: width)
    #expect(wrapped.strings(of: text).joined() == text)
    for index in 0...Array(text).count {
      let line = wrapped.lines[wrapped.line(of: index)]
      #expect(line.lowerBound <= index && index <= line.upperBound)
    }
  }
}
