import ArgumentParser
import Engine
import Files
import Gallery
import Recipes
import Render
import Terminal

/// What went wrong, as one line for people and an exit code for programs.
///
/// The command line and the explorer both make their messages here.
package struct Failure: Error, Equatable, Sendable {
  package let message: String
  package let status: Status

  /// The exit codes of the program, those of `sysexits.h` where there is one.
  package enum Status: Int32, CaseIterable, Sendable {
    case success = 0
    /// What was drawn again is not the same.
    case differs = 1
    /// Wrong options, or no terminal where one is needed.
    case usage = 64
    /// A model, picture, theme or style is damaged or does not fit.
    case damaged = 65
    /// No such model or file.
    case missing = 66
    /// There is not enough memory.
    case unavailable = 69
    /// An error of the program itself.
    case internalError = 70
    /// The place refuses to be written to.
    case unwritable = 73
    /// The disk is full or fails.
    case storage = 74
    /// Stopped because the terminal went away.
    case hungUp = 129
    /// Stopped by Ctrl-C.
    case interrupted = 130
    /// Nobody reads what is printed any more, of which nothing is said.
    case unread = 141
    /// Stopped by SIGTERM.
    case terminated = 143
  }

  package init(_ message: String, _ status: Status) {
    // A damaged file may have put anything, and any amount of it, into a name.
    self.message = String(String.UnicodeScalarView(message.unicodeScalars.prefix(2000))).printable
    self.status = status
  }

  package init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case is CancellationError: self.init("stopped", .interrupted)
    case let error as LoadingError:
      self.init(error.description, error.isMissing ? .missing : .damaged)
    case let error as RecipeError: self.init(error.description, .damaged)
    case let error as SizeError: self.init(error.description, .usage)
    case let error as MemoryError: self.init(error.description, .unavailable)
    case let error as InputError: self.init(error.description, .damaged)
    case let error as NumbersError: self.init(error.description, .damaged)
    case let error as ResourceError: self.init(error.description, .missing)
    case let error as RegistryError: self.init(error.description, .damaged)
    case let error as MetadataError: self.init(error.description, .damaged)
    case let error as GalleryError: self.init(error)
    case let error as GalleryNotesError: self.init(error)
    case let error as SearchError: self.init(error.description, .usage)
    case let error as TraceError: self.init(error.description, .damaged)
    case let error as JudgementError: self.init(error.description, .usage)
    case let error as PNGError: self.init(error)
    case let error as JPEGError: self.init(error)
    case let error as WebPError: self.init(error)
    case let error as ImageError: self.init(error)
    case let error as ReadError: self.init(error.description, .missing)
    case let error as WriteError: self.init(error)
    case let error as ThemeError: self.init(error)
    case let error as BenchmarkError: self.init(error.description, .internalError)
    case let error as ScreenError: self.init(error)
    case let error as VariantError: self.init(error.description, .usage)
    case let error as PromptFileProblem: self.init(error.description, .damaged)
    case let error as ValidationError: self.init(error.message, .usage)
    default: self.init("\(error)", .internalError)
    }
  }

  private init(_ error: GalleryError) {
    switch error {
    case .unreadable, .missing: self.init(error.description, .missing)
    case .elsewhere, .notAside, .kept: self.init(error.description, .usage)
    case .noPNG: self.init(error.description, .damaged)
    }
  }

  private init(_ error: PNGError) {
    switch error {
    case .file: self.init(error.description, .missing)
    case .damaged, .tooManyPixels: self.init(error.description, .damaged)
    case .keyword, .encoder: self.init(error.description, .internalError)
    case .memory: self.init(error.description, .unavailable)
    }
  }

  private init(_ error: GalleryNotesError) {
    switch error {
    case .unreadable: self.init(error.description, .missing)
    case .damaged, .newer: self.init(error.description, .damaged)
    case .folder: self.init(error.description, .usage)
    }
  }

  private init(_ error: JPEGError) {
    switch error {
    case .file: self.init(error.description, .missing)
    case .damaged, .tooManyPixels, .tooMuchMemory: self.init(error.description, .damaged)
    case .encoder: self.init(error.description, .internalError)
    case .memory: self.init(error.description, .unavailable)
    }
  }

  private init(_ error: WebPError) {
    switch error {
    case .file: self.init(error.description, .missing)
    case .damaged, .tooManyPixels: self.init(error.description, .damaged)
    }
  }

  private init(_ error: ImageError) {
    switch error {
    case .file: self.init(error.description, .missing)
    case .foreign: self.init(error.description, .damaged)
    case .png(let error): self.init(error)
    case .jpeg(let error): self.init(error)
    case .webp(let error): self.init(error)
    }
  }

  private init(_ error: WriteError) {
    switch error {
    case .unwritable, .exists, .changed: self.init(error.description, .unwritable)
    case .storage: self.init(error.description, .storage)
    }
  }

  private init(_ error: ThemeError) {
    switch error {
    case .notFound, .unreadable: self.init(error.description, .missing)
    case .syntax, .invalid, .circular: self.init(error.description, .damaged)
    }
  }

  private init(_ error: ScreenError) {
    switch error {
    case .notATerminal, .unknownTerminal, .noUnicode: self.init(error.description, .usage)
    case .system: self.init(error.description, .internalError)
    }
  }
}
