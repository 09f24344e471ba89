package import Files
import FoundationEssentials

/// Opens models of any form.
package enum ModelFiles {
  /// Opens a native folder, or puts a model together from published folders and files.
  ///
  /// - Parameters:
  ///   - name: what the model is called; a native folder names itself.
  ///   - variant: the weights to prefer in diffusers folders, such as `fp16`.
  package static func open(
    _ paths: [Path], name: String, variant: String? = nil
  ) throws(LoadingError) -> any ModelSource {
    guard let first = paths.first else { throw .missing(role: "model", path: Path(name)) }
    let isNative = (first / "model.json").exists
    if isNative && paths.count == 1 { return try ModelFolder(first) }
    if let native = paths.first(where: { ($0 / "model.json").exists }) {
      throw .unsupported(
        path: native, problem: "it is a whole model and takes no other folders or files")
    }
    return try AssembledModel(paths, name: name, variant: variant)
  }
}
