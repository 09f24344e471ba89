extension Keymap {
  /// The keys that the program has by itself.
  package static let standard = Keymap([
    drawing, moving, editing, settings, views, gallery, judging, going, comparing, windows,
  ])
}
