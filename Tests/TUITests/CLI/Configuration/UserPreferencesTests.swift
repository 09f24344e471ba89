import Files
import Gallery
import Recipes
import TestSupport
import Testing
import wurst

@Suite("What the explorer's window of settings changes")
struct UserPreferencesTests {
  @Test("the folders of the gallery are added, put in another's place and taken away")
  func folders() throws {
    try TemporaryFolder.withName { name in
      let home = Path(name)
      for folder in ["pics", "more", "pics/old"] { try Folder.makeAll(home / folder) }
      let gallery = Gallery(root: home / "gallery")
      let catalogue = GalleryCatalogue(gallery, thumbnails: home / "thumbnails")
      let preferences = UserPreferences(
        ConfigurationFile(home / "config.toml"), gallery: catalogue)
      func rows() -> [String?] {
        preferences.all().filter { $0.name.hasPrefix(Preference.galleryFolder) }.map(\.value)
      }
      let (first, second) = ((home / "pics").text, (home / "more").text)
      #expect(rows() == [nil])
      try preferences.set("gallery.folder1", to: first)
      #expect(rows() == [first, nil])
      try preferences.set("gallery.folder1", to: second)
      #expect(rows() == [second, nil])
      #expect(throws: (any Error).self) {
        try preferences.set("gallery.folder1", to: home.text + "/nowhere")
      }
      #expect(rows() == [second, nil], "what cannot be added takes nothing away")
      try preferences.set("gallery.folder2", to: first)
      #expect(rows() == [second, first, nil])
      try preferences.set("gallery.folder1", to: nil)
      #expect(rows() == [first, nil])
      #expect(throws: (any Error).self) {
        try UserPreferences(ConfigurationFile(home / "config.toml")).set(
          "gallery.folder1", to: first)
      }
    }
  }
}
