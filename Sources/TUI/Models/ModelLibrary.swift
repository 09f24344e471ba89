package import Engine
package import Recipes
import Synchronization

/// The models that can be found, and those that were opened.
package final class ModelLibrary: Sendable {
  private let locator: ResourceLocator
  /// The model that the program was started with, which may lie anywhere.
  private let first: String
  /// The files that change the prior of the first model.
  private let firstLoras: [Recipe.LoRA]
  private let openSource: @Sendable (String) throws -> any ModelSource
  private let makePipeline: @Sendable (any ModelSource) throws -> Pipeline
  private let opened = Mutex<[Opened: any ModelSource]>([:])

  private struct Opened: Hashable {
    let name: String
    let loras: [Recipe.LoRA]
  }

  /// - Parameters:
  ///   - first: the name or the paths of the model to begin with.
  ///   - loras: what changes the first model by itself; no other gets them.
  ///   - open: finds a model and reads its headers.
  ///   - pipeline: makes what draws with it.
  package init(
    _ locator: ResourceLocator, first: String, loras: [Recipe.LoRA] = [],
    open: @escaping @Sendable (String) throws -> any ModelSource,
    pipeline: @escaping @Sendable (any ModelSource) throws -> Pipeline
  ) {
    self.locator = locator
    self.first = first
    firstLoras = loras
    openSource = open
    makePipeline = pipeline
  }

  /// The models by name, and the one that the program was started with.
  package var places: [ModelPlace] {
    var places = locator.models.map { ModelPlace(name: $0.name, place: $0.place) }
    if !places.contains(where: { $0.name == first }) {
      let paths = first.split(separator: ",").joined(separator: ", ")
      places.insert(ModelPlace(name: first, place: paths), at: 0)
    }
    return places
  }

  package func loras(of name: String) -> [Recipe.LoRA] { name == first ? firstLoras : [] }

  package func source(of name: String) throws -> any ModelSource {
    try source(of: name, with: loras(of: name))
  }

  /// Finds a model by the name it is found by, or by the name that its recipes carry.
  ///
  /// - Throws: `ResourceError`, `RegistryError`, and `LoadingError` where `loras` do not fit it.
  package func source(of name: String, with loras: [Recipe.LoRA]) throws -> any ModelSource {
    let source: any ModelSource
    do {
      source = try openSource(name)
    } catch let error as ResourceError {
      guard let namesake = namesake(of: name) else { throw error }
      source = namesake
    }
    return loras.isEmpty ? source : try ChangedModel(source, loras: loras)
  }

  package func pipeline(of name: String, with loras: [Recipe.LoRA]) throws -> Pipeline {
    let source = try source(of: name, with: loras)
    let pipeline = try makePipeline(source)
    opened.withLock { $0[Opened(name: source.description.name, loras: loras)] = source }
    return pipeline
  }

  /// Tells apart models of the same name; nil for one that was not opened.
  ///
  /// - Parameter name: as recipes carry it.
  package func fingerprint(of name: String, with loras: [Recipe.LoRA] = []) throws -> String? {
    try opened.withLock { $0[Opened(name: name, loras: loras)] }?.fingerprint()
  }

  private func namesake(of name: String) -> (any ModelSource)? {
    for place in places {
      if let source = try? openSource(place.name), source.description.name == name {
        return source
      }
    }
    return nil
  }
}
