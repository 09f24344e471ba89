import Engine
import Files
import Gallery
import Render

extension GalleryWorker {
  func perform(_ effect: Effect.Compare) {
    switch effect {
    case .read(let path):
      queues.files.add { [self] in
        do {
          let picture = try shelf.load(path, ending)
          post(.compare(.read(path, picture, try? catalogue.trace(of: path))))
        } catch {
          post(.compare(.failed(path, Failure(error).message)))
        }
      }
    case .measure(let comparison, let one, let other, let a, let b):
      queues.thumbnails.add { [self] in
        guard !ending.isRequested else { return }
        let quality = ImageQuality(of: b.bitmap, against: a.bitmap)
        post(.compare(.measured(comparison: comparison, one: one, other: other, quality)))
      }
    }
  }
}
