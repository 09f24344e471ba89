#define _GNU_SOURCE
#include "CSignals.h"

#include <errno.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

const int wurst_ending_signals[] = {
    SIGHUP,  SIGINT,  SIGQUIT,   SIGUSR1, SIGUSR2, SIGALRM, SIGTERM,
    SIGXCPU, SIGPROF, SIGVTALRM, SIGIO,   SIGPWR,  SIGSYS,  SIGSTKFLT};
const size_t wurst_ending_count = sizeof wurst_ending_signals / sizeof wurst_ending_signals[0];

int wurst_signal_catch(int number, void (*handler)(int)) {
  struct sigaction action;
  if (sigaction(number, NULL, &action) != 0) return errno;
  if (action.sa_handler == SIG_IGN) return 0;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_handler = handler;
  action.sa_flags = SA_ONSTACK | SA_RESTART;
  return sigaction(number, &action, NULL) == 0 ? 0 : errno;
}

static void unblock(const int *numbers, size_t count) {
  sigset_t set;
  sigemptyset(&set);
  for (size_t i = 0; i < count; i++) sigaddset(&set, numbers[i]);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

void wurst_signal_die(int number) {
  signal(number, SIG_DFL);
  unblock(&number, 1);
  raise(number);
}

bool wurst_signal_is_second(_Atomic long *first) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  long milliseconds = now.tv_sec * 1000 + now.tv_nsec / 1000000 + 1;
  long before = 0;
  return !atomic_compare_exchange_strong(first, &before, milliseconds) &&
         milliseconds > before + 100;
}

static sem_t told;
static atomic_int received = 0;

static void on_ending(int number) {
  static _Atomic long first = 0;
  int before = errno;
  if (wurst_signal_is_second(&first)) _exit(128 + number);
  int none = 0;
  if (atomic_compare_exchange_strong(&received, &none, number)) sem_post(&told);
  errno = before;
}

void wurst_signal_listen(void) {
  if (sem_init(&told, 0, 0) != 0) return;
  for (size_t i = 0; i < wurst_ending_count; i++) {
    wurst_signal_catch(wurst_ending_signals[i], on_ending);
  }
  // A parent that blocks signals in the thread it starts us from hands the mask down.
  unblock(wurst_ending_signals, wurst_ending_count);
}

int wurst_signal_wait(void) {
  while (sem_wait(&told) != 0 && errno == EINTR) continue;
  return atomic_load(&received);
}
