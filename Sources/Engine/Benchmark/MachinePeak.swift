/// What this machine reaches at best, measured: the yardsticks of a benchmark.
package enum MachinePeak {
  /// Operations per second of a large matrix product, the best of some.
  package static func products() -> Double {
    let (rows, columns, inner) = (2304, 4096, 2048)
    let x = Tensor.random([rows, inner], "x")
    let layer = Linear(weight: .random([columns, inner], "w"), bias: nil)
    _ = layer(x)
    let times = (0..<5).map { _ in seconds { _ = layer(x) } }
    return Double(2 * rows * columns * inner) / Spread(times).minimum
  }

  /// Bytes per second, read and written, of a copy of `count` floats.
  package static func copy(_ count: Int) -> Double {
    let x = Tensor.random([count], "x")
    let times = (0..<10).map { _ in
      let result = Tensor(uninitialized: [count])
      return seconds {
        let tiling = Tiling(rows: count, columns: 1, maximumRows: 1 << 16)
        Parallel.run(tiling.count, work: count) { index in
          let rows = tiling[index].rows
          unsafe (result.base + rows.lowerBound).update(
            from: x.base + rows.lowerBound, count: rows.count)
        }
      }
    }
    return Double(2 * count * MemoryLayout<Float>.stride) / Spread(times).minimum
  }
}
