import Files
import Foundation

/// Where in a gallery's folder a file lies.
///
/// Recorded runs are `.runs/00000012-NAME.png`, rising: a clock may jump back, a number does not.
/// In the trash a picture lies under the time that it came there and below that where it was:
/// `.trash/20261128T010203Z/2026/11/NAME.png`, or `.trash/20261128T010203Z-runs/00000012-NAME.png`.
enum GalleryPlace: Equatable {
  /// Below the folder of the gallery.
  case kept(Path)
  /// The name of the file.
  case run(String)
  /// Where it was, and when it came here; nil where the folder does not say.
  indirect case trash(from: GalleryPlace, Date?)

  static let runsName = ".runs"
  static let trashName = ".trash"
  static let lockName = ".lock"
  static let importLockName = ".import-lock"
  private static let ofRuns = "-runs"

  /// Nil for what lies elsewhere, or among the gallery's own files.
  init?(_ path: Path, in root: Path) {
    let whole = path.absolute.bytes
    let folder = root.absolute.bytes + [UInt8(ascii: "/")]
    guard whole.starts(with: folder) else { return nil }
    self.init(Path(bytes: whole.dropFirst(folder.count)))
  }

  private init?(_ below: Path) {
    let parts = below.bytes.split(separator: UInt8(ascii: "/")).map { Path(bytes: $0) }
    guard let first = parts.first else { return nil }
    func rest(_ parts: ArraySlice<Path>) -> Path {
      Path(bytes: parts.map(\.bytes).joined(separator: [UInt8(ascii: "/")]))
    }
    switch first.text {
    case Self.runsName:
      guard parts.count == 2, !parts[1].text.hasPrefix(".") else { return nil }
      self = .run(parts[1].text)
    case Self.trashName:
      guard parts.count > 2, !parts[1].text.hasPrefix(".") else { return nil }
      let isRun = parts[1].text.hasSuffix(Self.ofRuns)
      let stamp = String(parts[1].text.prefix(Self.stampLength))
      let from: GalleryPlace = isRun ? .run(parts[2].text) : .kept(rest(parts[2...]))
      self = .trash(from: from, try? Self.stampStyle.parse(stamp))
    default:
      guard !first.text.hasPrefix(".") else { return nil }
      self = .kept(below)
    }
  }

  func path(in root: Path) -> Path {
    switch self {
    case .kept(let below): root / below
    case .run(let name): root / Self.runsName / name
    case .trash(let from, let date):
      root / Self.trashName / Self.batch(date ?? .distantPast, of: from) / from.ending
    }
  }

  /// What follows the folder of a time in the trash.
  private var ending: Path {
    switch self {
    case .kept(let below): below
    case .run(let name): Path(name)
    case .trash(let from, _): from.ending
    }
  }

  private static func batch(_ date: Date, of place: GalleryPlace) -> String {
    let stamp = date.formatted(stampStyle)
    if case .run = place { return stamp + ofRuns }
    return stamp
  }

  private static let stampLength = 16
  private static let stampStyle = Date.ISO8601FormatStyle(
    dateSeparator: .omitted, timeSeparator: .omitted, timeZone: .gmt)

  /// The number at the beginning of a run's name, and what follows it.
  static func run(_ name: String) -> (number: Int, rest: Substring)? {
    guard let hyphen = name.firstIndex(of: "-"), let number = Int(name[..<hyphen]), number >= 0
    else { return nil }
    return (number, name[name.index(after: hyphen)...])
  }
}
