/// The output of Stage B: one code of the codebook per position, row-major.
package struct TokenGrid: Equatable, Sendable {
  package let height: Int
  package let width: Int
  package let codes: [Int32]

  package init(height: Int, width: Int, codes: [Int32]) {
    precondition(codes.count == height * width)
    self.height = height
    self.width = width
    self.codes = codes
  }
}
