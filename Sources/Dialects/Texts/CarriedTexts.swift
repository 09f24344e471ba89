package import Render

/// The texts of a picture, by where programs keep them.
package struct CarriedTexts: Sendable {
  private let texts: [PictureText]
  /// The packets of XMP, read once.
  let xmp: [XMPPacket]

  package init(_ texts: [PictureText]) {
    self.texts = texts
    xmp = texts.compactMap { $0.place == .xmp ? XMPPacket($0.text) : nil }
  }

  /// The first text with this keyword.
  func named(_ keyword: String) -> String? { first(.keyword(keyword)) }

  /// Entries of EXIF data, each the first of its kind.
  var userComment: String? { first(.exif(.userComment)) }
  var makerNote: String? { first(.exif(.makerNote)) }
  var software: String? { named("Software") ?? first(.exif(.software)) }
  var description: String? { first(.exif(.imageDescription)) }
  /// The maker and the model of a camera, where other words may stand.
  var camera: [String] { [first(.exif(.make)), first(.exif(.model))].compactMap(\.self) }

  /// Comments without a keyword.
  var comments: [String] { texts.filter { $0.place == .comment }.map(\.text) }

  /// The text that most programs keep their settings in: a text of this name, or the EXIF comment.
  var parameters: String? { named("parameters") ?? userComment }

  private func first(_ place: PictureText.Place) -> String? {
    texts.first { $0.place == place }?.text
  }
}
