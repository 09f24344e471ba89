// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "wurst",
  products: [
    .executable(name: "wurst", targets: ["wurst"]),
    // For the tests, which load it in front of the program.
    .library(name: "faults", type: .dynamic, targets: ["CFaults"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    .target(name: "CThreads"),
    // What C library calls of Linux alone Swift does not see.
    .target(name: "CFiles"),
    // Debug builds compile C with -O0; the kernels are always wanted fast.
    .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3"])]),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CLCMS", pkgConfig: "lcms2", providers: [.apt(["liblcms2-dev"])]),
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .systemLibrary(name: "CSixel", pkgConfig: "libsixel", providers: [.apt(["libsixel-dev"])]),
    .systemLibrary(name: "CWebP", pkgConfig: "libwebpdemux", providers: [.apt(["libwebp-dev"])]),
    // Signal handlers may only make async-signal-safe calls: they stay in C.
    .target(name: "CSignals"),
    .target(name: "CTerminal", dependencies: ["CSignals"]),
    .target(name: "CPNG", linkerSettings: [.linkedLibrary("png"), .linkedLibrary("z")]),
    .target(name: "CJPEG", linkerSettings: [.linkedLibrary("jpeg")]),
    // Says which commit is built, to a target of its own: when it changes, little is built anew.
    .plugin(name: "Commit", capability: .buildTool()),
    .target(name: "Build", swiftSettings: settings, plugins: ["Commit"]),
    .target(name: "Files", dependencies: ["CFiles", "CSignals"], swiftSettings: settings),
    .target(name: "Recipes", dependencies: ["Files"], swiftSettings: settings),
    .target(
      name: "Engine",
      dependencies: ["Files", "Recipes", "CKernels", "COpenBLAS", "CThreads"],
      resources: [.copy("Resources/toy-scenes")],
      swiftSettings: settings),
    .target(
      name: "Render", dependencies: ["Files", "CJPEG", "CLCMS", "CPNG", "CSixel", "CWebP"],
      swiftSettings: settings),
    .target(
      name: "Dialects", dependencies: ["Files", "Recipes", "Render"], swiftSettings: settings),
    .target(
      name: "Gallery",
      dependencies: [
        "Files", "Recipes", "Engine", "Render", "Dialects",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: settings),
    .target(
      name: "Terminal",
      dependencies: [
        "Files", "Render", "CNcurses", "CSignals", "CTerminal",
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "wurst",
      dependencies: [
        "Build", "Files", "Recipes", "Engine", "Render", "Dialects", "Gallery", "Terminal",
        "CSignals",
        .product(name: "TOMLKit", package: "TOMLKit"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      path: "Sources/TUI",
      swiftSettings: settings),
    .target(
      name: "TestSupport", dependencies: ["Files", "Recipes", "Engine", "Render"],
      path: "Tests/TestSupport",
      swiftSettings: settings),
    .target(name: "CFaults", path: "Tests/Faults"),
    // `swift run -c release gallery-bench FOLDER 100000` makes a gallery and measures it.
    .executableTarget(
      name: "gallery-bench", dependencies: ["Files", "Recipes", "Engine", "Render", "Gallery"],
      path: "Tests/GalleryBench", swiftSettings: settings),
    .testTarget(name: "ArchitectureTests", swiftSettings: settings),
    .testTarget(
      name: "FilesTests", dependencies: ["Files", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "RecipesTests", dependencies: ["Files", "Recipes", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "EngineTests", dependencies: ["Files", "Recipes", "Engine", "CKernels", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "RenderTests", dependencies: ["Files", "Render", "TestSupport"], exclude: ["Pictures"],
      swiftSettings: settings),
    .testTarget(
      name: "DialectsTests",
      dependencies: ["Dialects", "Files", "Recipes", "Render", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "GalleryTests",
      dependencies: [
        "Files", "Recipes", "Engine", "Render", "Gallery", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "TerminalTests", dependencies: ["Files", "Render", "Terminal", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "TUITests",
      dependencies: [
        "wurst", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
  ]
)

// `Fuzzing/run` builds the readers with libFuzzer, and sets this; nothing else needs them.
if Context.environment["WURST_FUZZING"] != nil {
  package.products.append(.executable(name: "fuzz", targets: ["Fuzz"]))
  package.targets += [
    .target(name: "CFuzzer", path: "Fuzzing/CFuzzer"),
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "Files", "Recipes", "Engine", "Render", "Dialects", "Gallery", "Terminal", "TestSupport",
        "CFuzzer",
      ],
      path: "Fuzzing/Program", swiftSettings: settings,
      // The linker that is the default for Swift cannot read libFuzzer.
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]),
  ]
}
