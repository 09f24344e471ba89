import Engine
import Files
import Gallery
import Recipes

/// Models, gallery and settings, as they lie in the user's folders.
enum FileCheck {
  static func findings(_ cancellation: Cancellation) throws -> [Finding] {
    let locator = ResourceLocator()
    return models(locator) + (try gallery(locator, cancellation)) + settings
  }

  private static func models(_ locator: ResourceLocator) -> [Finding] {
    var findings: [Finding] = []
    let registry = Result { try locator.registry() }
    if case .failure(let error) = registry {
      findings.append(Finding(.models, "registered", "unreadable", problem: "\(error)"))
    }
    for (name, place) in locator.places(registry: try? registry.get()) {
      let paths = place.paths.map(\.description).joined(separator: ", ")
      do {
        let model = try locator.open(name, place).description
        let version = model.generation == .first ? 1 : 2
        findings.append(
          Finding(.models, name, "version \(version), \(model.sizes.standard); \(paths)"))
      } catch {
        findings.append(Finding(.models, name, paths, problem: Failure(error).message))
      }
    }
    return findings
  }

  private static func gallery(
    _ locator: ResourceLocator, _ cancellation: Cancellation
  ) throws -> [Finding] {
    let folder = locator.galleryFolder
    var findings = [
      place("pictures", folder), place("settings", ConfigurationFile.ofUser.path.folder),
    ]
    guard Folder.exists(folder) else { return findings }
    let gallery = OpenGallery()
    try gallery.refresh(cancellation, quietly: true)
    for (name, place) in [
      ("kept", GallerySearch.Place.kept), ("runs", .runs), ("in the trash", .trash),
    ] {
      let listing = try gallery.catalogue.list(GallerySearch(place: place))
      findings.append(
        Finding(
          .gallery, name, "\(listing.total)",
          problem: listing.damaged == 0
            ? nil
            : "\(listing.damaged) cannot be read; 'wurst gallery search is:damaged' lists them"))
    }
    findings.append(
      Finding(
        .gallery, "index and lists",
        gallery.catalogue.notice == nil ? "in order" : "not as it should be",
        problem: gallery.catalogue.notice))
    return findings
  }

  /// A folder of the user's own, with what keeps the program from writing there.
  private static func place(_ name: String, _ folder: Path) -> Finding {
    let there = folder.nearestFolder
    return Finding(
      .gallery, name, folder.exists ? "\(folder)" : "\(folder), which is made when it is needed",
      problem: Folder.isWritable(there) ? nil : "nothing can be written to \(there)")
  }

  private static var settings: [Finding] {
    let (own, environment) = (ConfigurationFile.ofUser, Invocation.environment)
    let (presets, styles) = (
      PresetFile(ResourceLocator().user), StyleFile(environment: environment)
    )
    return findings(own.path, own.allProblems.map(\.description))
      + findings(presets.path, presets.all().problem.map { [$0] } ?? [])
      + findings(styles.path, styles.read().problems.map(\.description))
  }

  /// A file that the user may write by hand, which need not be there.
  private static func findings(_ path: Path, _ problems: [String]) -> [Finding] {
    if problems.isEmpty {
      let state = path.exists ? "in order" : "not there, which is fine"
      return [Finding(.settings, path.name, state)]
    }
    return problems.map { Finding(.settings, path.name, "\(path)", problem: $0) }
  }
}

extension Path {
  /// Itself where it is a folder, or the nearest above it that is there.
  fileprivate var nearestFolder: Path {
    Folder.exists(self) || folder == self ? self : folder.nearestFolder
  }
}
