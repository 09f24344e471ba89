#define _GNU_SOURCE
#include "CThreads.h"

#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum {
  MOST_HELPERS = 1023,
  /// Regions that can be open at once; a thread that finds no place computes alone.
  MOST_REGIONS = 8,
  /// Threads next to each other share a counter of tiles beyond this many.
  MOST_RANGES = 16,
  LINE = 64,
  /// How long a thread looks out for something before it sleeps: longer than what lies between
  /// two regions of a network, and than what a sleeper takes to wake.
  PATIENCE_NS = 100000,
};

/// A part of the tiles: those from `next` on that are below `end`.
typedef struct {
  _Alignas(LINE) _Atomic ptrdiff_t next;
  ptrdiff_t end;
} Range;

// The state of a region is one word, so that joining, leaving and closing are one step each: the
// helpers at work, from SEAT on the seats that are free, and whether the caller sleeps until the last
// helper leaves.
#define AT_WORK 0xfffu
#define SEAT 0x1000u
#define SEATS 0xfff000u
#define AWAITED 0x80000000u

typedef struct {
  /// Also what the caller waits on.
  _Alignas(LINE) _Atomic uint32_t state;
  _Atomic bool taken;
  // What follows is written while no helper is at work and no seat free, and read in between.
  wurst_work work;
  void *context;
  ptrdiff_t threads;
  ptrdiff_t ranges;
  int nice;
  Range tiles[MOST_RANGES];
} Region;

struct WurstShare {
  Region *region;
  /// The range to begin with, and how many were found empty.
  ptrdiff_t home, empty;
};

static Region regions[MOST_REGIONS];
/// Counts the regions that were opened; what helpers wait on.
static _Alignas(LINE) _Atomic uint32_t opened;
static _Alignas(LINE) _Atomic int looking;
static _Atomic int asleep;
static _Alignas(LINE) _Atomic int helpers;
static pthread_mutex_t hiring = PTHREAD_MUTEX_INITIALIZER;
static _Atomic int cores;

static inline void pause_briefly(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("isb");
#endif
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void sleep_on(_Atomic uint32_t *word, uint32_t value) {
  syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, NULL, NULL, 0);
}

static void wake(_Atomic uint32_t *word, int count) {
  syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0);
}

static int own_nice(void) { return getpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid)); }

/// Looks at `word` for a while, until under `mask` it is `value`, or is not.
static void look(_Atomic uint32_t *word, uint32_t mask, uint32_t value, bool is) {
  int64_t end = now() + PATIENCE_NS;
  do {
    for (int i = 0; i < 32; i++) {
      uint32_t found = atomic_load_explicit(word, memory_order_acquire) & mask;
      if ((found == value) == is) return;
      pause_briefly();
    }
  } while (now() < end);
}

ptrdiff_t wurst_share_next(WurstShare *share) {
  Region *region = share->region;
  for (; share->empty < region->ranges; share->empty++) {
    Range *range = &region->tiles[(share->home + share->empty) % region->ranges];
    // Looked at first: adding would take the line away from the threads that still find something.
    if (atomic_load_explicit(&range->next, memory_order_relaxed) >= range->end) continue;
    ptrdiff_t tile = atomic_fetch_add_explicit(&range->next, 1, memory_order_relaxed);
    if (tile < range->end) return tile;
  }
  return -1;
}

/// Takes part as number `place` of the threads.
static void take_part(Region *region, ptrdiff_t place) {
  WurstShare share = {region, place % region->threads * region->ranges / region->threads, 0};
  region->work(region->context, &share);
}

static void wake_helpers(uint32_t seats) {
  int wanted = (int)seats - atomic_load(&looking);
  // Each that wakes wakes two more while seats are free: no thread pays for all.
  if (wanted > 0 && atomic_load(&asleep) > 0) wake(&opened, wanted < 2 ? wanted : 2);
}

/// Helps with a region that has a free seat, if there is one.
static bool help(int number, int *nice) {
  for (int i = 0; i < MOST_REGIONS; i++) {
    Region *region = &regions[i];
    uint32_t state = atomic_load_explicit(&region->state, memory_order_acquire);
    while (state & SEATS) {
      uint32_t joined = state - SEAT + 1;
      if (!atomic_compare_exchange_weak_explicit(
              &region->state, &state, joined, memory_order_acq_rel, memory_order_acquire))
        continue;
      wake_helpers((joined & SEATS) / SEAT);
      if (region->nice > *nice) {
        *nice = region->nice;
        setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), *nice);
      }
      take_part(region, number);
      uint32_t left = atomic_fetch_sub_explicit(&region->state, 1, memory_order_acq_rel) - 1;
      if ((left & AWAITED) && (left & AT_WORK) == 0) wake(&region->state, 1);
      return true;
    }
  }
  return false;
}

static void *helper(void *argument) {
  int number = (int)(intptr_t)argument;
  int nice = own_nice();
  // Where there are more threads than cores, looking out takes time from those that compute.
  bool patient = number < atomic_load(&cores);
  for (;;) {
    uint32_t seen = atomic_load(&opened);
    if (help(number, &nice)) continue;
    if (patient) {
      atomic_fetch_add(&looking, 1);
      look(&opened, UINT32_MAX, seen, false);
      atomic_fetch_sub(&looking, 1);
      if (atomic_load(&opened) != seen) continue;
    }
    atomic_fetch_add(&asleep, 1);
    sleep_on(&opened, seen);
    atomic_fetch_sub(&asleep, 1);
  }
  return NULL;
}

static void count_cores(void) {
  cpu_set_t set;
  atomic_store(&cores, sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1);
}

/// Starts helpers until there are `wanted`; fewer have to do where the system refuses.
static void hire(int wanted) {
  if (wanted > MOST_HELPERS) wanted = MOST_HELPERS;
  if (atomic_load_explicit(&helpers, memory_order_relaxed) >= wanted) return;
  pthread_mutex_lock(&hiring);
  if (atomic_load(&cores) == 0) count_cores();
  // Signals are for the threads that wait for them; faults come to the thread that made them.
  sigset_t blocked, before;
  sigfillset(&blocked);
  static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT};
  for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) sigdelset(&blocked, faults[i]);
  pthread_sigmask(SIG_BLOCK, &blocked, &before);
  for (int number = atomic_load(&helpers) + 1; number <= wanted; number++) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, helper, (void *)(intptr_t)number) != 0) break;
    pthread_setname_np(thread, "wurst-compute");
    pthread_detach(thread);
    atomic_store(&helpers, number);
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_mutex_unlock(&hiring);
}

static Region *free_region(void) {
  for (int i = 0; i < MOST_REGIONS; i++) {
    bool taken = false;
    if (!atomic_load_explicit(&regions[i].taken, memory_order_relaxed) &&
        atomic_compare_exchange_strong_explicit(
            &regions[i].taken, &taken, true, memory_order_acquire, memory_order_relaxed))
      return &regions[i];
  }
  return NULL;
}

/// Lets no more helpers in and waits for those at work.
static void close_region(Region *region) {
  uint32_t state = atomic_fetch_and_explicit(&region->state, ~SEATS, memory_order_acq_rel);
  if ((state & AT_WORK) != 0 && region->threads <= atomic_load(&cores))
    look(&region->state, AT_WORK, 0, true);
  while ((state = atomic_load_explicit(&region->state, memory_order_acquire)) & AT_WORK) {
    if (state & AWAITED) {
      sleep_on(&region->state, state);
    } else {
      atomic_fetch_or_explicit(&region->state, AWAITED, memory_order_relaxed);
    }
  }
  atomic_store_explicit(&region->state, 0, memory_order_relaxed);
  atomic_store_explicit(&region->taken, false, memory_order_release);
}

void wurst_threads_run(ptrdiff_t threads, ptrdiff_t count, wurst_work work, void *context) {
  if (count <= 0) return;
  if (threads > count) threads = count;
  if (threads > MOST_HELPERS + 1) threads = MOST_HELPERS + 1;
  Region alone;
  Region *region = threads > 1 ? free_region() : NULL;
  bool shared = region != NULL;
  if (!shared) {
    region = &alone;
    threads = 1;
  }
  region->work = work;
  region->context = context;
  region->threads = threads;
  region->ranges = threads < MOST_RANGES ? threads : MOST_RANGES;
  for (ptrdiff_t i = 0; i < region->ranges; i++) {
    atomic_store_explicit(
        &region->tiles[i].next, i * count / region->ranges, memory_order_relaxed);
    region->tiles[i].end = (i + 1) * count / region->ranges;
  }
  if (!shared) {
    take_part(region, 0);
    return;
  }
  region->nice = own_nice();
  hire((int)threads - 1);
  uint32_t seats = (uint32_t)threads - 1;
  atomic_store_explicit(&region->state, seats * SEAT, memory_order_release);
  atomic_fetch_add(&opened, 1);
  wake_helpers(seats);
  take_part(region, 0);
  close_region(region);
}
