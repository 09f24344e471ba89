import Files
import Foundation
import Gallery
import Recipes

extension GalleryItem {
  /// What stands for the picture in a list.
  var title: String {
    guard problem == nil, let prompt else { return path.name }
    return prompt.isEmpty ? "(empty prompt)" : prompt
  }

  /// Favourite and stars, as `♥ 4★`; empty where nothing is thought of it.
  var verdict: String {
    let stars = judgement.rating == 0 ? nil : "\(judgement.rating)★"
    return [judgement.isFavourite ? "♥" : nil, stars].compactMap(\.self).joined(separator: " ")
  }

  /// When it was made, as `2026-11-22 14:05`.
  func day(in timeZone: TimeZone) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = timeZone
    let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
    func digits(_ number: Int?, _ count: Int) -> String {
      NumberText.padded("\(number ?? 0)", to: count)
    }
    return "\(digits(parts.year, 4))-\(digits(parts.month, 2))-\(digits(parts.day, 2)) "
      + "\(digits(parts.hour, 2)):\(digits(parts.minute, 2))"
  }

  /// What it was drawn with, on a line or two.
  var settings: String {
    guard let recipe else {
      return problem ?? foreign.map(\.settings) ?? "without a recipe"
    }
    let guidance = [recipe.stageC.guidance, recipe.stageB.guidance].map(NumberText.exact)
    let c = "latent \(Self.steps(recipe.stageC.stepCount)), guidance \(guidance[0])"
    let stageB = recipe.stageB.temperature == nil ? "detail" : "tokens"
    let b = "\(stageB) \(Self.steps(recipe.stageB.steps)), guidance \(guidance[1])"
    let input = recipe.start.path.map { ", from \($0.nameOfInput)" } ?? ""
    let negative = recipe.negative.isEmpty ? "" : ", not “\(recipe.negative)”"
    return "\(ModelPlace.shortened(recipe.model)), \(c), \(b)\(input)\(negative)"
  }

  private static func steps(_ count: Int) -> String { count == 1 ? "1 step" : "\(count) steps" }
}

extension GalleryItem.Foreign {
  /// What another program drew it with, in its own words.
  var settings: String {
    let parts = [
      program, model, steps.map { "\($0) steps" }, guidance.map { "guidance \($0)" }, sampler,
      negative.flatMap { $0.isEmpty ? nil : "not “\($0)”" },
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }
}

extension GallerySearch.Place {
  /// As the screen calls it.
  var title: String {
    switch self {
    case .kept: "Kept pictures"
    case .runs: "Runs"
    case .trash: "Trash"
    }
  }
}

extension GallerySearch.Order {
  var words: String {
    switch self {
    case .newest: "newest first"
    case .oldest: "oldest first"
    case .rating: "best first"
    case .seed: "by seed"
    case .model: "by model"
    case .similarity: "most similar first"
    }
  }
}

extension GallerySearch.Grouping {
  /// Nil where nothing is put together.
  var words: String? {
    switch self {
    case .none: nil
    case .day: "days"
    case .model: "models"
    case .prompt: "prompts"
    }
  }
}

extension Int {
  /// With a comma between the thousands.
  var grouped: String {
    var digits = String(magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (self < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// As `3 pictures`.
  var pictures: String { self == 1 ? "1 picture" : "\(grouped) pictures" }
}
