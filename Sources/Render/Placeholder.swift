import CPNG
package func pngVersion() -> UInt32 { wurst_png_version() }
