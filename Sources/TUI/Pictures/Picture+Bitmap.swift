package import Engine
package import Render

extension Picture {
  package var bitmap: Bitmap { Bitmap(width: width, height: height, rgb: rgb) }

  package init(_ bitmap: Bitmap) {
    self.init(width: bitmap.width, height: bitmap.height, rgb: bitmap.rgb)
  }
}
