import CTerminal

/// The threads that compute while the screen is drawn.
package enum BackgroundThread {
  /// Lets other threads go before the calling one, and before those that it starts.
  ///
  /// What the screen's thread does takes a few milliseconds at a time: it must not wait for threads
  /// that compute for seconds. An ordinary user cannot take this back.
  package static func giveWay() { wurst_thread_yield() }
}
