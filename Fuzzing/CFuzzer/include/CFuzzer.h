#ifndef CFUZZER_H
#define CFUZZER_H

#include <stddef.h>
#include <stdint.h>

/// libFuzzer: calls `read` with one input after another. Part of the compiler's runtime.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*read)(const uint8_t *bytes, size_t count));

/// Counts what is allocated and freed from here on.
void wurst_heap_watch(void);

/// Forgets the highest count so far.
void wurst_heap_begin(void);

/// The highest count of allocated bytes since `begin`, above the one at that time.
size_t wurst_heap_growth(void);

/// A new file that lies in memory; negative where the system has none.
int wurst_memory_file(void);

#endif
