package import Engine
package import Recipes
package import Terminal

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
  case tokenColours(TokenColourTable)
  case tokenColoursFailed(String)
  case examined(prompt: String, PromptNotes)

  /// The models that are there; `isComplete` once all of them were looked into.
  case modelsFound([ModelOffer], isComplete: Bool)
  case modelOpened(ModelFacts)
  case modelFailed(name: String, String)

  /// `path` is the one that was asked for.
  case inputRead(path: String, InputPicture)
  /// The same picture for another size.
  case inputFitted(InputPicture)
  case inputFailed(path: String, String)
  case folderRead(path: String, [FolderEntry])
  case folderFailed(path: String, String)

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
  case listModels
  case openModel(String)
  case openInput(path: String, PictureSize)
  case fitInput(path: String, PictureSize)
  case listFolder(String)
  case keep(run: Int, Picture, Recipe)
  case readGallery
  case readPicture(path: String)
  case saveHistory([String])
  case suspend
  case redraw
  case quit
}
