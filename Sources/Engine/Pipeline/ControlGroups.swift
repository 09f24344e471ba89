package import Files

/// The groups of processes that this one is in, of the first and of the second version of cgroups.
package struct ControlGroups {
  /// The folders of all of them and of those around them.
  private let folders: [Path]

  /// Those of this process.
  static var own: ControlGroups {
    ControlGroups(membership: SystemFile.text("/proc/self/cgroup"), root: "/sys/fs/cgroup")
  }

  /// - Parameters:
  ///   - membership: the lines of `/proc/self/cgroup`.
  ///   - root: where the hierarchies are mounted.
  package init(membership: String, root: Path) {
    folders = membership.split(separator: "\n").flatMap { line -> [Path] in
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, parts[1].isEmpty || parts[1].split(separator: ",").contains("memory")
      else { return [] }
      let mount = parts[1].isEmpty ? root : root / "memory"
      // In a container the path may be one outside of it, where there are no folders.
      return parts[2].split(separator: "/").reduce(into: [mount]) { folders, name in
        folders.append(folders[folders.count - 1] / name)
      }
    }
  }

  /// The bytes that the tightest of the groups may still take; nil where none has a limit.
  package var free: Int? { folders.compactMap(Self.free).min() }

  private static func free(in folder: Path) -> Int? {
    for (names, used, files) in [
      (["memory.max", "memory.high"], "memory.current", ["active_file", "inactive_file"]),
      (
        ["memory.limit_in_bytes"], "memory.usage_in_bytes",
        ["total_active_file", "total_inactive_file"]
      ),
    ] {
      guard let limit = names.compactMap({ number(folder / $0) }).min(),
        let used = number(folder / used)
      else { continue }
      // Pages of files that the group has read can be dropped.
      let droppable = files.compactMap { SystemFile.field($0, of: folder / "memory.stat") }
      return max(0, limit - used + droppable.reduce(0, +))
    }
    return nil
  }

  private static func number(_ path: Path) -> Int? {
    SystemFile.words(path).first.flatMap { Int($0) }
  }
}
