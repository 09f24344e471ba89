import Engine
import Files
import Foundation
import Recipes
import TestSupport
import Testing
import wurst

@Suite("Finding resources")
struct ResourceLocatorTests {
  @Test("models are looked for in the data folder, beside the program and in its share folder")
  func order() {
    let locator = ResourceLocator(
      Installation(
        environment: ["XDG_DATA_HOME": "/data", "HOME": "/home/a"], executable: "/opt/bin/wurst"))
    #expect(locator.galleryFolder == "/data/wurst/gallery")
    #expect(
      locator.modelFolders == [
        "/data/wurst/models", "/opt/bin/models", "/opt/share/wurst/models",
        "/opt/bin/wurst_Engine.resources",
      ])
  }

  @Test("a relative or empty XDG folder is ignored", arguments: ["data", "", nil])
  func relativeFolder(value: String?) {
    var environment = ["HOME": "/home/a"]
    environment["XDG_DATA_HOME"] = value
    let locator = ResourceLocator(Installation(environment: environment, executable: "/bin/wurst"))
    #expect(locator.user.data == "/home/a/.local/share/wurst")
  }

  @Test("the first folder with a manifest wins, and a path is taken as it is")
  func firstMatch() throws {
    let root = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: root) }
    let folders = [root + "/data/wurst/models/m", root + "/bin/wurst_Engine.resources/m"]
    for folder in folders {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    let locator = ResourceLocator(
      Installation(
        environment: ["XDG_DATA_HOME": root + "/data"], executable: Path(root) / "bin/wurst"))
    try Data("{}".utf8).write(to: URL(filePath: folders[1] + "/model.json"))
    #expect(try locator.model("m").text == folders[1])
    try Data("{}".utf8).write(to: URL(filePath: folders[0] + "/model.json"))
    #expect(try locator.model("m").text == folders[0])
    #expect(try locator.model(folders[1]).text == folders[1])
  }

  @Test("a model that is nowhere is reported with every place that was searched")
  func notFound() throws {
    let locator = ResourceLocator(
      Installation(environment: ["HOME": "/nowhere"], executable: "/nowhere/bin/wurst"))
    let error = try #require(throws: ResourceError.self) { try locator.model("m") }
    for folder in locator.modelFolders { #expect("\(error)".contains((folder / "m").text)) }
    #expect(throws: ResourceError.noModel(name: "./m", searched: ["./m"])) {
      try locator.model("./m")
    }
    #expect(throws: ResourceError.noModel(name: "", searched: [])) { try locator.model("") }
  }

  @Test("a registered model is found by its name, ahead of a folder of that name")
  func registered() throws {
    try TemporaryFolder.withName { folder in
      let locator = ResourceLocator(Installation(environment: ["XDG_DATA_HOME": folder]))
      let before = try locator.registry()
      #expect(before.models.isEmpty)
      let places = [
        "tiny": ModelRegistry.Place(paths: Goldens.secondGeneration.map { Path($0) }),
        "toy-scenes": .init(paths: Goldens.secondGeneration.map { Path($0) }, variant: "fp32"),
      ]
      try ModelRegistry.change(locator.registryFile) { registry in
        for (name, place) in places { registry.add(name, place) }
      }
      let after = try locator.registry()
      #expect(after.models == places)
      let tiny = try locator.open("tiny").description
      #expect(tiny.name == "tiny" && tiny.generation == .second)
      #expect(locator.models.map(\.name) == ["tiny", "toy-scenes"])
      try ModelRegistry.change(locator.registryFile) { $0.remove("toy-scenes") }
      #expect(try locator.open("toy-scenes").description.generation == .first)
    }
  }

  @Test("a model at paths is called by its paths from the root")
  func paths() throws {
    let locator = ResourceLocator(Installation(environment: [:]))
    let dotted = Goldens.secondGeneration.map { $0 + "/../" + ($0 as NSString).lastPathComponent }
    let model = try locator.open(dotted.joined(separator: ","))
    #expect(model.description.name == Goldens.secondGeneration.joined(separator: ","))
    #expect(try locator.open(model.description.name).description == model.description)
  }

  @Test("a path in a list may have commas itself, and the longest that is there is taken")
  func commas() throws {
    try TemporaryFolder.withName { folder in
      let locator = ResourceLocator(Installation(environment: [:]))
      try Folder.makeAll(Path(folder) / "a")
      let links = ["/a,b", "/c,d,e"].map { folder + $0 }
      for (link, place) in zip(links, Goldens.secondGeneration) {
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: place)
      }
      let places = Goldens.secondGeneration
      for list in [links, links.reversed(), [links[0], places[1]], [places[0], links[1]]] {
        #expect(try locator.open(list.joined(separator: ",")).description.generation == .second)
      }
      let error = #expect(throws: LoadingError.self) {
        try locator.open((links + [folder + "/x", "y"]).joined(separator: ","))
      }
      #expect(error == .missing(role: "model file or folder", path: Path(folder) / "x"))
    }
  }

  @Test("the built-in model is found beside the program that runs")
  func builtIn() throws {
    let folder = try ResourceLocator(Installation(environment: [:])).model(
      ResourceLocator.defaultModel)
    #expect(FileManager.default.fileExists(atPath: (folder / "stage_c.safetensors").text))
  }
}
