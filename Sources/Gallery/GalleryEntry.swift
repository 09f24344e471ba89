package import Foundation
package import Render

/// A kept picture.
package struct GalleryEntry: Equatable, Sendable {
  package let path: String
  /// When it was kept, to the millisecond; of a picture from elsewhere, when its file was changed.
  package let date: Date
  package let texts: [PNGText]

  package init(path: String, date: Date, texts: [PNGText]) {
    self.path = path
    self.date = date
    self.texts = texts
  }

  /// The text of a keyword.
  package func text(_ keyword: String) -> String? {
    texts.first { $0.keyword == keyword }?.text
  }
}

/// What a look through a gallery found.
package struct GalleryListing: Equatable, Sendable {
  /// Newest first.
  package let entries: [GalleryEntry]
  /// Pictures that cannot be read, with the reasons.
  package let damaged: [PNGError]

  package init(entries: [GalleryEntry], damaged: [PNGError]) {
    self.entries = entries
    self.damaged = damaged
  }
}

/// Why a gallery cannot be looked through.
package enum GalleryError: Error, Equatable, Sendable, CustomStringConvertible {
  case unreadable(path: String, reason: String)

  package var description: String {
    switch self {
    case .unreadable(let path, let reason): "cannot read the gallery \(path): \(reason)"
    }
  }
}
