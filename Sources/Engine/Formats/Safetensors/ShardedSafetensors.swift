package import Files
import FoundationEssentials

/// Several safetensors files that make up one set of weights, with an index of who holds what.
package struct ShardedSafetensors: TensorSource {
  package let path: Path
  private let shards: [SafetensorsFile]
  /// The number of the file that holds a tensor, and its name there.
  private let places: [String: (file: Int, key: String)]

  private static let maximumShards = 1000

  /// Opens the index at `path` and all files it names, which lie beside it.
  ///
  /// - Throws: `LoadingError`; `.missing` for a shard that is not there, `.tensorMissing` for a
  ///   shard without a tensor that it should hold.
  package init(_ path: Path, role: String = "index of weights") throws(LoadingError) {
    self.path = path
    let map = try SmallFile.json(Index.self, at: path, role: role).weightMap
    let names = Set(map.values).sorted()
    guard !names.isEmpty, names.count <= Self.maximumShards else {
      throw .badField(field: "weight_map", problem: "names \(names.count) files", path: path)
    }
    var files: [SafetensorsFile] = []
    for name in names {
      guard !name.isEmpty, name != "..", !name.utf8.contains(0), !name.contains("/") else {
        throw .badField(
          field: "weight_map",
          problem: "names '\(name)', which is not a file beside the index", path: path)
      }
      files.append(
        try SafetensorsFile(path.folder / name, role: "part of the weights", isWhole: false))
    }
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    var places: [String: (file: Int, key: String)] = [:]
    for (key, name) in map { places[key] = numbers[name].map { ($0, key) } }
    for (key, place) in places where files[place.file].shape(of: key) == nil {
      throw .tensorMissing(key: key, source: files[place.file].label)
    }
    self.places = WrapperPrefix.removed(from: places)
    shards = files
  }

  /// The paths of the index and of all files it names.
  var files: [Path] { [path] + shards.map(\.path) }

  private struct Index: Decodable {
    let weightMap: [String: String]

    enum CodingKeys: String, CodingKey { case weightMap = "weight_map" }
  }

  package var label: String { path.text }
  package var keys: [String] { Array(places.keys) }
  package func shape(of key: String) -> [Int]? { look(up: key) { $0.shape(of: $1) } }

  package func elementType(of key: String) -> ElementType? {
    look(up: key) { $0.elementType(of: $1) }
  }

  package func stored(named key: String) -> StoredTensor? { look(up: key) { $0.stored(named: $1) } }

  package func tensor(named key: String) throws(LoadingError) -> Tensor {
    guard let place = places[key] else { throw .tensorMissing(key: key, source: label) }
    return try shards[place.file].tensor(named: place.key)
  }

  private func look<Found>(up key: String, _ find: (SafetensorsFile, String) -> Found?) -> Found? {
    places[key].flatMap { find(shards[$0.file], $0.key) }
  }
}
