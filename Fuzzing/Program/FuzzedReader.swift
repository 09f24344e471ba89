/// Feeds one reader of the program with bytes, and checks what must hold of what comes out.
protocol FuzzedReader: Sendable {
  init()

  /// - Throws: an error that the reader must not throw; those that it may are caught.
  func read(_ bytes: [UInt8]) throws
}

/// Ends the program where `condition` does not hold, which libFuzzer reports with the input.
func check(_ condition: Bool, _ problem: String = "a promise is broken", line: UInt = #line) {
  guard condition else { fatalError("\(problem), line \(line)") }
}

/// All of them, by the names of their folders in `Corpus`.
enum FuzzedReaders {
  static let all: [String: any FuzzedReader.Type] = [
    "dialects": DialectInput.self,
    "jpeg": JPEGInput.self,
    "judgement": JudgementInput.self,
    "keys": KeyInput.self,
    "model": ModelInput.self,
    "pickle": PickleInput.self,
    "png": PNGInput.self,
    "profile": ProfileInput.self,
    "prompt": PromptInput.self,
    "recipe": RecipeInput.self,
    "replies": ReplyInput.self,
    "safetensors": SafetensorsInput.self,
    "texts": TextInput.self,
    "theme": ThemeInput.self,
    "tokenizer": TokenizerInput.self,
    "torch": TorchInput.self,
    "trace": TraceInput.self,
    "variants": VariantInput.self,
    "webp": WebPInput.self,
  ]
}
