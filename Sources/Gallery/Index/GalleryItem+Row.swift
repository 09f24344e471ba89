import Files
import Foundation
import GRDB
import Recipes

extension GalleryItem {
  /// The columns that `init(row:)` reads, of the tables `file`, `picture` and `content`.
  static let columns = """
    file.id, file.path, file.bytes, file.kind, file.isReadOnly, picture.date, picture.width,
    picture.height, picture.flags, content.recipe, content.foreigner, content.judgement,
    content.problem
    """

  static let tables = """
    file JOIN picture ON picture.id = file.id JOIN content ON content.id = file.id
    """

  init(row: Row) {
    let date: Int64 = row["date"]
    self.init(
      id: row["id"], path: Path(bytes: row["path"] as Data),
      date: Date(timeIntervalSince1970: Double(date) / 1000), bytes: row["bytes"])
    if let width: Int = row["width"], let height: Int = row["height"] {
      size = PictureSize(width: width, height: height)
    }
    func decoded<Value: Decodable>(_ column: String) -> Value? {
      let text: String? = row[column]
      return text.flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
    }
    let recipe: String? = row["recipe"]
    metadata = recipe.flatMap {
      try? PictureMetadata.read([MetadataText(keyword: PictureMetadata.keyword, text: $0)])
    }
    foreign = decoded("foreigner")
    judgement = decoded("judgement") ?? .none
    let flags = IndexSchema.Flags(rawValue: row["flags"])
    hasTrace = flags.contains(.trace)
    isLink = flags.contains(.link)
    isReadOnly = row["isReadOnly"]
    problem = row["problem"]
  }
}
