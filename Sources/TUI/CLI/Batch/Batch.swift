import Engine
import Files
import Gallery
import Recipes
import Render

/// What `--prompts` draws: recipes with the lines that they come from and the files that they go to.
struct Batch {
  struct Job {
    let line: Int
    var recipe: Recipe
    /// Whether any seed will do.
    let hasAnySeed: Bool
    /// The number of its first picture, from 1.
    let number: Int
    /// Whether its pictures are there already.
    var isDone = false
  }

  /// As messages call the file.
  let name: String
  private(set) var jobs: [Job] = []
  private(set) var problems: [PromptsFile.Problem]

  /// Names keep their digits when lines are added.
  private static let leastCount = 9999
  private static let mostPictures = 100_000

  /// - Parameter recipes: those of an entry; `hasAnySeed` where its seed is given to it.
  init(
    _ file: PromptsFile,
    recipes: (PromptsFile.Entry) throws -> (recipes: [Recipe], hasAnySeed: Bool)
  ) throws {
    name = file.name
    problems = file.problems
    var number = 1
    for entry in file.entries {
      do {
        let (recipes, hasAnySeed) = try recipes(entry)
        for recipe in recipes {
          jobs.append(
            Job(line: entry.line, recipe: recipe, hasAnySeed: hasAnySeed, number: number))
          number += recipe.count
        }
        guard number <= Self.mostPictures else {
          throw Failure("\(name) asks for more than \(Self.mostPictures) pictures", .usage)
        }
      } catch let failure as Failure {
        throw failure
      } catch {
        note(error, at: entry.line)
      }
    }
  }

  var pictures: Int { jobs.reduce(0) { $0 + $1.recipe.count } }

  /// A number as the names of files have it.
  func number(_ job: Job, _ place: Int) -> (value: Int, count: Int) {
    (job.number + place, max(Self.leastCount, pictures))
  }

  /// Looks for what keeps recipes from being drawn.
  mutating func check(_ options: ModelOptions, _ cancellation: Cancellation) throws {
    var models = RecipeModels(options)
    var inputs = RecipeInputs(cancellation)
    for index in jobs.indices {
      try cancellation.check()
      do {
        try inputs.fingerprint(&jobs[index].recipe)
        let recipe = jobs[index].recipe
        let model = try models.model(of: recipe)
        let given = try inputs.inputs(of: recipe)
        let fitted = try FittedRecipe(recipe, to: model.pipeline.description)
        if let notice = fitted.notice { throw Failure(notice, .damaged) }
        try model.pipeline.check(recipe, inputs: given)
      } catch let error as CancellationError {
        throw error
      } catch {
        note(error, at: jobs[index].line)
      }
    }
  }

  /// Finds out what is there already, by what the files say of themselves.
  ///
  /// - Throws: `Failure` for a file that is anything else, which would be replaced.
  mutating func findDone(in files: OutputFiles, _ options: ModelOptions) throws {
    var models = RecipeModels(options)
    for index in jobs.indices {
      let job = jobs[index]
      let paths = (0..<job.recipe.count).compactMap { files.path(number(job, $0)) }
      let there = paths.filter { $0.exists || $0.isLink }
      guard !there.isEmpty else { continue }
      let fingerprint = try models.model(of: job.recipe).fingerprint
      for path in there {
        guard let metadata = Self.metadata(of: path), metadata.fingerprint == fingerprint,
          job.draws(as: metadata.recipe), files.path(number(job, metadata.number - 1)) == path
        else {
          throw Failure(
            "\(path) is there already and is not what line \(job.line) of \(name) draws; choose another "
              + "place with --output, or add --force", .usage)
        }
        jobs[index].recipe = metadata.recipe
      }
      jobs[index].isDone = there.count == paths.count
    }
  }

  private static func metadata(of path: Path) -> PictureMetadata? {
    guard let texts = try? ImageReader.texts(path) else { return nil }
    return (try? PictureMetadata.read(texts)) ?? nil
  }

  mutating func note(_ error: any Error, at line: Int) {
    let problem = (error as? RecipeLine.Problem)?.reason ?? Failure(error).message
    // Variants of a prompt have the same.
    guard !problems.contains(where: { $0.line == line && $0.error == problem }) else { return }
    let place = problems.firstIndex { $0.line > line } ?? problems.endIndex
    problems.insert(PromptsFile.Problem(line: line, error: problem), at: place)
  }
}

extension Batch.Job {
  /// Whether a picture of `other` is one of these.
  fileprivate func draws(as other: Recipe) -> Bool {
    var own = recipe
    if hasAnySeed {
      if own.toward?.seed == own.seed { own.toward?.seed = other.seed }
      own.seed = other.seed
    }
    return own.draws(as: other)
  }
}
