import Engine
import Files
import Recipes

/// The program and the machine that it runs on.
enum MachineCheck {
  static var findings: [Finding] { program + processor + memory }

  private static var program: [Finding] {
    [
      Finding(.program, "version", Version.text)

    ]
  }

  private static var processor: [Finding] {
    let flags = Set(SystemFile.text("/proc/cpuinfo").flags)
    let known = [
      ("avx2", "AVX2"), ("avx512f", "AVX-512"), ("avx512_vnni", "AVX512-VNNI"),
      ("avx_vnni", "AVX-VNNI"), ("avx512_bf16", "AVX512-BF16"), ("amx_bf16", "AMX"),
    ]
    let names = known.filter { flags.contains($0.0) }.map(\.1)
    let level = Kernel.level
    let isSlow = level == "baseline"
    return [
      Finding(.machine, "processor", Machine.processor),
      Finding(
        .machine, "instructions", names.isEmpty ? "none that help" : names.joined(separator: ", ")),
      Finding(
        .machine, "kernels",
        "\(level), products in \(Precision.best.rawValue) unless asked for others",
        problem: isSlow
          ? "this processor has no AVX2, so that drawing takes several times as long" : nil),
      threads,
    ]
  }

  private static var threads: Finding {
    let cores = Machine.cores
    let shared = Path("/sys/devices/system/cpu/smt/active")
    let isShared = SystemFile.text(shared).hasPrefix("1")
    let words = isShared ? "\(cores), two on each core" : "\(cores)"
    let free = AddressSpace.threads(atMost: cores)
    return Finding(
      .machine, "threads", words,
      problem: free < cores
        ? "the limit of addresses (ulimit -v) leaves room for \(free); allow more" : nil)
  }

  private static var memory: [Finding] {
    let all = SystemFile.field("MemTotal:", of: "/proc/meminfo").map { $0 << 10 } ?? 0
    let budget = MemoryBudget.available.within(AddressSpace.left, threads: Machine.cores)
    let limit = budget.limit == .addresses ? ", by the limit of addresses (ulimit -v)" : ""
    return [
      Finding(
        .machine, "memory",
        "\(gigabytes(budget.bytes)) may be used now of \(gigabytes(all))\(limit)",
        problem: budget.bytes < 512 << 20
          ? "the built-in model needs 0.2 GB, the published ones 4 to 8 GB; free some" : nil)
    ]
  }

  private static func gigabytes(_ bytes: Int) -> String {
    NumberText.fixed(Double(bytes) / 0x1p30, places: 1) + " GB"
  }
}

extension String {
  /// The words of the first line of flags.
  fileprivate var flags: [String] {
    let line = split(separator: "\n").first { $0.hasPrefix("flags") }
    return line?.split(separator: " ").map(String.init) ?? []
  }
}
