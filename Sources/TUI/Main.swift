import ArgumentParser
import CNcurses
import Engine
import Gallery
import TOMLKit

@main
struct Wurst: ParsableCommand {
  func run() throws {
    print(pipelinePlaceholder, Stage.allCases)
  }
}
package let pipelinePlaceholder = 3
