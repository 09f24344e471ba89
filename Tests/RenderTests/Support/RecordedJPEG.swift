import Foundation

/// A JPEG file of the folder `Pictures`, whose README says how it was made.
struct RecordedJPEG {
  var bytes: [UInt8]

  init(_ name: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    bytes = [UInt8](try Data(contentsOf: folder.appending(path: "Pictures/\(name).jpg")))
  }

  /// Puts a segment behind the start marker.
  func inserting(_ segment: [UInt8]) -> RecordedJPEG {
    var copy = self
    copy.bytes.insert(contentsOf: segment, at: 2)
    return copy
  }

  /// Where the segment of a marker begins, among those ahead of the pixels.
  func place(of marker: UInt8) -> Int? {
    var place = 2
    while place + 4 <= bytes.count, bytes[place] == 0xFF {
      if bytes[place + 1] == marker { return place }
      place += 2 + Int(bytes[place + 2]) << 8 + Int(bytes[place + 3])
    }
    return nil
  }

  func removing(_ marker: UInt8) throws -> RecordedJPEG {
    guard let place = place(of: marker) else { throw CocoaError(.fileReadCorruptFile) }
    var copy = self
    let length = 2 + Int(bytes[place + 2]) << 8 + Int(bytes[place + 3])
    copy.bytes.removeSubrange(place..<place + length)
    return copy
  }

  /// Says another size than the picture has.
  func declaring(width: Int, height: Int) throws -> RecordedJPEG {
    guard let place = place(of: 0xC0) ?? place(of: 0xC2) else {
      throw CocoaError(.fileReadCorruptFile)
    }
    var copy = self
    let numbers = [height >> 8, height & 255, width >> 8, width & 255].map { UInt8($0) }
    copy.bytes.replaceSubrange(place + 5..<place + 9, with: numbers)
    return copy
  }
}
