import Render
package func galleryPlaceholder() -> UInt32 { pngVersion() }
