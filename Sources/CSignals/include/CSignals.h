#pragma once

#include <stdbool.h>
#include <stddef.h>

// What signals do to the process. Handlers may only make async-signal-safe calls.

/// The signals whose default action ends the process, but for faults, SIGKILL, and SIGPIPE and
/// SIGXFSZ, in place of which writes report an error.
extern const int wurst_ending_signals[];
extern const size_t wurst_ending_count;

/// Lets `handler` take a signal, unless the process was started with that signal ignored.
///
/// Returns 0, or the value of errno.
int wurst_signal_catch(int number, void (*handler)(int));

/// Whether a signal that asks the process to end comes after another that nobody has heard.
///
/// `first` is when that one came, 0 without one, and is set by this call. One that follows within a
/// tenth of a second is no second: what sends a signal to a process and to its group sends it twice.
bool wurst_signal_is_second(_Atomic long *first);

/// Gives the signal its default action again and sends it to this process.
void wurst_signal_die(int number);

/// Catches the signals that end the process, for `wurst_signal_wait`.
///
/// A second one that comes more than a tenth of a second after the first ends the process at once.
void wurst_signal_listen(void);

/// Waits for one of those signals and returns its number.
int wurst_signal_wait(void);

/// Notes that a file is mapped, and under which name a message calls it.
void wurst_mapping_add(const void *start, size_t length, const char *name);

/// Forgets the mapping, before it is undone.
void wurst_mapping_remove(const void *start);

/// Ends the process with one line and the exit code 65 when a file is shorter than its mapping.
void wurst_mapping_guard(void);

/// Whether a SIGBUS with this code and address is due to a mapped file, of which the standard error
/// then is told.
bool wurst_mapping_explain(int code, const void *address);

/// The exit code for a file that is damaged.
#define WURST_EXIT_DAMAGED 65
