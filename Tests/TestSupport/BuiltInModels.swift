import Foundation

/// Where the test build keeps the models that come with the engine.
package enum BuiltInModels {
  /// The folder of the model `name`, in the resources beside the test program.
  package static func path(_ name: String) throws -> String {
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folder = URL(filePath: program).deletingLastPathComponent()
    return folder.appending(path: "wurst_Engine.resources/\(name)").path
  }
}
