import Foundation
import PackagePlugin

/// Writes a file that names the commit which is built, anew only when that is another one.
@main
struct CommitPlugin: BuildToolPlugin {
  /// Of this repository alone, not of one that an unpacked archive happens to lie in; nothing without git.
  private static let script = """
    commit=$(git --git-dir="$1/.git" --work-tree="$1" \
      describe --always --dirty=', changed' --abbrev=12 --exclude='*' 2>/dev/null) || commit=
    line="let builtCommit = \\"$commit\\""
    [ "$(cat "$2/BuiltCommit.swift" 2>/dev/null)" = "$line" ] || echo "$line" > "$2/BuiltCommit.swift"
    """

  func createBuildCommands(context: PluginContext, target: any Target) -> [Command] {
    let folder = context.pluginWorkDirectoryURL
    return [
      .prebuildCommand(
        displayName: "Naming the commit", executable: URL(filePath: "/bin/sh"),
        arguments: [
          "-c", Self.script, "sh", context.package.directoryURL.path(percentEncoded: false),
          folder.path(percentEncoded: false),
        ],
        outputFilesDirectory: folder)
    ]
  }
}
