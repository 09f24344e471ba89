#define _GNU_SOURCE
#include "CSignals.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Read inside a handler: of fixed length and without locks. A mapping for which there is no place
// left is only missing from messages.
#define PLACES 1024
static struct {
  /// 0 where the place is free, 1 while it is filled.
  _Atomic uintptr_t start;
  size_t length;
  char *name;
} mappings[PLACES];

void wurst_mapping_add(const void *start, size_t length, const char *name) {
  for (size_t i = 0; i < PLACES; i++) {
    uintptr_t free_place = 0;
    if (!atomic_compare_exchange_strong(&mappings[i].start, &free_place, 1)) continue;
    mappings[i].length = length;
    mappings[i].name = strdup(name);
    atomic_store(&mappings[i].start, (uintptr_t)start);
    return;
  }
}

void wurst_mapping_remove(const void *start) {
  for (size_t i = 0; i < PLACES; i++) {
    if (atomic_load(&mappings[i].start) != (uintptr_t)start) continue;
    char *name = mappings[i].name;
    atomic_store(&mappings[i].start, 0);
    free(name);
    return;
  }
}

static void say(const char *text) {
  ssize_t written = write(STDERR_FILENO, text, strlen(text));
  (void)written;
}

bool wurst_mapping_explain(int code, const void *address) {
  if (code != BUS_ADRERR) return false;
  uintptr_t place = (uintptr_t)address;
  for (size_t i = 0; i < PLACES; i++) {
    uintptr_t start = atomic_load(&mappings[i].start);
    if (start <= 1 || place < start || place - start >= mappings[i].length) continue;
    say("wurst: ");
    say(mappings[i].name == NULL ? "a file" : mappings[i].name);
    say(" was cut short while it was in use, or can no longer be read\n");
    return true;
  }
  return false;
}

static struct sigaction before;

static void on_bus(int number, siginfo_t *info, void *context) {
  (void)context;
  // Threads that read the same file fail together; one of them has the word.
  static atomic_flag begun = ATOMIC_FLAG_INIT;
  while (atomic_flag_test_and_set(&begun)) pause();
  if (wurst_mapping_explain(info->si_code, info->si_addr)) _exit(WURST_EXIT_DAMAGED);
  sigaction(SIGBUS, &before, NULL);
  atomic_flag_clear(&begun);
  // A fault comes again with its instruction; a signal that was sent does not.
  if (info->si_code <= 0) raise(number);
}

void wurst_mapping_guard(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_sigaction = on_bus;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigaction(SIGBUS, &action, &before);
}
