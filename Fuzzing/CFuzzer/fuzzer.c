#define _GNU_SOURCE
#include "CFuzzer.h"

#include <stdatomic.h>
#include <sys/mman.h>

// Of AddressSanitizer; each hook is called while the block is allocated.
int __sanitizer_install_malloc_and_free_hooks(
    void (*malloc_hook)(const volatile void *, size_t), void (*free_hook)(const volatile void *));
size_t __sanitizer_get_allocated_size(const volatile void *block);

static atomic_long live, begin, highest;

static void allocated(const volatile void *block, size_t count) {
  (void)block;
  long now = atomic_fetch_add(&live, (long)count) + (long)count;
  long before = atomic_load(&highest);
  while (now > before && !atomic_compare_exchange_weak(&highest, &before, now)) {
  }
}

static void freed(const volatile void *block) {
  if (block) atomic_fetch_sub(&live, (long)__sanitizer_get_allocated_size(block));
}

void wurst_heap_watch(void) { __sanitizer_install_malloc_and_free_hooks(allocated, freed); }

void wurst_heap_begin(void) {
  atomic_store(&begin, atomic_load(&live));
  atomic_store(&highest, atomic_load(&live));
}

size_t wurst_heap_growth(void) { return (size_t)(atomic_load(&highest) - atomic_load(&begin)); }

int wurst_memory_file(void) { return memfd_create("input", 0); }
