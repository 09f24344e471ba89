import Files
import FoundationEssentials

/// `scheduler_config.json` of a DDPMWuerstchenScheduler (spec v2 §5).
package struct SchedulerConfig: Decodable, Equatable, Sendable {
  package let schedule: Schedule

  private enum CodingKeys: String, CodingKey {
    case className = "_class_name"
    case s, scaler
  }

  package init(from decoder: any Decoder) throws {
    let fields = try Fields(decoder, CodingKeys.self)
    let name: String? = try fields.readOptional(.className)
    try fields.require(
      name == nil || name == "DDPMWuerstchenScheduler", .className,
      "is '\(name ?? "")' where 'DDPMWuerstchenScheduler' is needed")
    schedule = Schedule(
      s: try fields.read(.s, in: 0...1, default: 0.008),
      scaler: try fields.read(.scaler, in: 0.01...100, default: 1))
  }

  /// The schedule of a scheduler's folder; a model without one has the published one.
  static func schedule(inFolder folder: Path?) throws(LoadingError) -> Schedule {
    guard let path = folder.map({ $0 / "scheduler_config.json" }),
      path.exists
    else { return Schedule() }
    return try SmallFile.json(SchedulerConfig.self, at: path, role: "scheduler").schedule
  }
}
