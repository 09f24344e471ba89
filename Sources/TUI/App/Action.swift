package import Engine

/// Everything that can change the state.
package enum Action: Sendable {
  /// Time has passed; nothing else happened.
  case tick
  case resized(Size)
  case key(Key)
  /// A pasted line; never a command.
  case pasted(String)
  /// The process was continued after a stop.
  case continued

  case stage(run: Int, StageEvent, at: Double)
  case ended(run: Int, RunResult, at: Double)
  case tokenColours([UInt8])
  case tokenColoursFailed(String)
  case examined(prompt: String, PromptNotes)

  case kept(run: Int, path: String)
  case keepFailed(String)
  case galleryRead([KeptPicture])
  case galleryFailed(String)
  case pictureRead(path: String, Picture)
  case pictureFailed(path: String, String)
  /// How the terminal shows pictures: not at all, or in blocks of text, and why.
  case graphics(isOff: Bool, isCoarse: Bool, String)
}

/// How a run ended.
package enum RunResult: Equatable, Sendable {
  case finished(Picture)
  case cancelled
  case failed(String)
}

/// What `update` wants done; nothing of it happens inside.
package enum Effect: Equatable, Sendable {
  case paint(run: Int, Recipe)
  case cancel
  case examine(String)
  case keep(run: Int, Picture, Recipe)
  case readGallery
  case readPicture(path: String)
  case saveHistory([String])
  case suspend
  case redraw
  case quit
}
