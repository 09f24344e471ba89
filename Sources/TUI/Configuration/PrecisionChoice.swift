import ArgumentParser
import Engine
package import Recipes

/// What products are computed in, or that the machine decides.
package enum PrecisionChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
  case auto, fp32, bf16

  package var precision: Precision {
    switch self {
    case .auto: .best
    case .fp32: .fp32
    case .bf16: .bf16
    }
  }
}
