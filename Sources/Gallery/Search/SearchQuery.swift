import Foundation

/// A search as it was understood: all of its conditions hold for what it finds.
struct SearchQuery: Equatable {
  var terms: [Term] = []

  struct Term: Equatable {
    /// Whether what the condition holds for is left out.
    var isNegated = false
    var condition: Condition
  }

  enum Condition: Equatable {
    /// Words that follow each other, in a column or in any; the last one may only be begun.
    case words(String, column: String?, isBegun: Bool)
    case number(column: String, Comparison, Number)
    /// From the first millisecond since 1970 up to before the second.
    case date(from: Int64?, until: Int64?)
    case tag(String, isBegun: Bool)
    case flag(IndexSchema.Flags)
    case origin(String)
  }

  enum Comparison: String, Equatable {
    case equal = "="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  /// Whole where it can be, so that all digits of a seed count.
  enum Number: Equatable {
    case whole(Int64)
    case broken(Double)
  }
}
