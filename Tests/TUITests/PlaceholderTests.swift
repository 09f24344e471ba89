import Testing
import wurst
@Test func placeholder() { #expect(pipelinePlaceholder == 3) }
