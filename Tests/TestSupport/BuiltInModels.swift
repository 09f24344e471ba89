package import Files

/// Where the test build keeps the models that come with the engine.
package enum BuiltInModels {
  /// The folder of the model `name`, in the resources beside the test program.
  package static func path(_ name: String) -> Path {
    Installation().resources(of: "Engine") / name
  }
}
