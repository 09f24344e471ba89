#pragma once
#include <stddef.h>

// Threads that compute together.
//
// The threads are made when they are first asked for and kept. Between the regions of a run they
// look out for the next one for a tenth of a millisecond, then they sleep; nothing is computed or
// polled while no region is open.

/// What one thread takes its tiles from.
typedef struct WurstShare WurstShare;

/// Takes tiles with `wurst_share_next` until there is none left.
typedef void (*wurst_work)(void *_Nonnull context, WurstShare *_Nonnull share);

/// Gives every tile of 0..<count to exactly one of at most `threads` threads, the calling one among
/// them, and returns when all that were taken are done.
///
/// Any number of threads may do so at once; they share the same helpers. Helpers become as nice as
/// the nicest thread they ever helped. A region whose threads stop taking tiles ends early.
void wurst_threads_run(ptrdiff_t threads, ptrdiff_t count, wurst_work _Nonnull work,
                       void *_Nonnull context);

/// The next tile, or -1 when all are taken.
ptrdiff_t wurst_share_next(WurstShare *_Nonnull share);
