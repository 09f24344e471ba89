/// Which folder of the sources uses which.
///
/// A use is the name of a type that one file alone declares, outside comments and strings, in a
/// file of another folder; across targets it counts where the file imports the target.
struct House {
  struct Arrow: Hashable, Comparable, CustomStringConvertible {
    let from: String
    let to: String

    var description: String { "\(from) uses \(to)" }
    static func < (a: Arrow, b: Arrow) -> Bool { (a.from, a.to) < (b.from, b.to) }
  }

  let rooms: [String]
  /// Every arrow with the uses that make it, as `Type in File.swift`.
  let arrows: [Arrow: [String]]

  /// - Parameter modules: the names under which targets are imported, where they are not their folders'.
  init(_ files: [SourceFile], modules: [String: String] = [:]) {
    var homes: [String: [SourceFile]] = [:]
    for file in files {
      for name in file.declared { homes[name, default: []].append(file) }
    }
    var arrows: [Arrow: [String]] = [:]
    for file in files {
      for name in file.used.subtracting(file.declared).sorted() {
        guard let home = homes[name], home.count == 1, home[0].room != file.room else { continue }
        let module = modules[home[0].target] ?? home[0].target
        guard home[0].target == file.target || file.imports.contains(module) else { continue }
        arrows[Arrow(from: file.room, to: home[0].room), default: []].append(
          "\(name) in \(file.path)")
      }
    }
    self.arrows = arrows
    rooms = Set(files.map(\.room)).sorted()
  }

  /// Folders that use each other, directly or through others, each circle once.
  var circles: [[String]] {
    var neighbours: [String: Set<String>] = [:]
    for arrow in arrows.keys { neighbours[arrow.from, default: []].insert(arrow.to) }
    func reached(from start: String) -> Set<String> {
      var seen: Set<String> = []
      var waiting = [start]
      while let room = waiting.popLast() {
        for next in neighbours[room] ?? [] where seen.insert(next).inserted { waiting.append(next) }
      }
      return seen
    }
    let reach = Dictionary(uniqueKeysWithValues: rooms.map { ($0, reached(from: $0)) })
    var circles: [[String]] = []
    for room in rooms {
      let circle = rooms.filter {
        reach[room, default: []].contains($0) && reach[$0, default: []].contains(room)
      }
      if circle.count > 1 && !circles.contains(circle) { circles.append(circle) }
    }
    return circles
  }

  /// How an arrow comes about, for a message.
  func reason(for arrow: Arrow) -> String {
    let uses = arrows[arrow] ?? []
    let more = uses.count > 3 ? ", and \(uses.count - 3) more" : ""
    return "\(arrow): \(uses.prefix(3).joined(separator: ", "))\(more)"
  }
}
