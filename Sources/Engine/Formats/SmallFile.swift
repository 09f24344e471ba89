import Files
import FoundationEssentials

/// Reads the text files of a model folder, which are small.
enum SmallFile {
  private static let maximum = 16 << 20

  /// - Throws: `LoadingError`; `.damaged` also when the file is larger than 16 MB.
  static func data(at path: Path, role: String) throws(LoadingError) -> Data {
    let file = try MappedFile(path, role: role)
    guard file.count <= maximum else {
      throw .damaged(path: path, problem: "it has \(file.count) bytes, far more than a \(role)")
    }
    return unsafe file.withBytes(0..<file.count) { bytes in unsafe Data(bytes) }
  }

  static func text(at path: Path, role: String) throws(LoadingError) -> String {
    let data = try data(at: path, role: role)
    guard let text = String(validating: data, as: UTF8.self) else {
      throw .damaged(path: path, problem: "it is not UTF-8 text")
    }
    return text
  }

  static func json<Content: Decodable>(
    _ type: Content.Type, at path: Path, role: String
  ) throws(LoadingError) -> Content {
    let data = try data(at: path, role: role)
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch let fault as FieldFault {
      throw .badField(field: fault.field, problem: fault.problem, path: path)
    } catch let error as DecodingError {
      throw error.loadingError(path: path)
    } catch {
      throw .damaged(path: path, problem: "it is not JSON, or has an impossible number")
    }
  }
}
