import COpenBLAS
import Foundation

/// Matrix products: the only place that calls OpenBLAS.
///
/// OpenBLAS runs on the calling thread alone; its own threads would make the last bits of a result
/// depend on their number.
enum GEMM {
  /// Writes `a · b` to `c`, or adds it if `accumulate`.
  ///
  /// `a` is `[m, k]`, `c` is `[m, n]`; `b` is `[n, k]` if `transposed`, as PyTorch keeps weights,
  /// else `[k, n]`. Row-major; the strides are the distances of two rows in floats.
  static func multiply(
    _ a: UnsafePointer<Float>, stride lda: Int, _ b: UnsafePointer<Float>, stride ldb: Int,
    transposed: Bool = true, into c: UnsafeMutablePointer<Float>, stride ldc: Int,
    m: Int, n: Int, k: Int, accumulate: Bool = false
  ) {
    _ = prepared
    Tally.measure(.products, operations: 2 * m * n * k) {
      unsafe cblas_sgemm(
        CblasRowMajor, CblasNoTrans, transposed ? CblasTrans : CblasNoTrans,
        blasint(m), blasint(n), blasint(k), 1, a, blasint(lda), b, blasint(ldb),
        accumulate ? 1 : 0, c, blasint(ldc))
    }
  }

  /// The name of the kernels that OpenBLAS uses, such as `SkylakeX`.
  static var coreName: String {
    _ = prepared
    return unsafe String(cString: openblas_get_corename())
  }

  /// Older releases of OpenBLAS do not know newer CPUs by name and take kernels without AVX-512
  /// there, at half the speed; so the instruction sets decide, unless the user has decided.
  private static let prepared: Void = {
    let coreName = unsafe String(cString: openblas_get_corename())
    let wide = ["SkylakeX", "Cooperlake", "SapphireRapids"]
    if ["v4", "bf16"].contains(Kernel.level), !wide.contains(coreName),
      ProcessInfo.processInfo.environment["OPENBLAS_CORETYPE"] == nil
    {
      unsafe setenv("OPENBLAS_CORETYPE", "SkylakeX", 1)
      wurst_openblas_choose_again()
      unsafe unsetenv("OPENBLAS_CORETYPE")
    }
    openblas_set_num_threads(1)
  }()
}
