#pragma once

// What has to happen inside a signal handler, where only async-signal-safe calls are allowed.

/// Remembers the settings of the terminal `fd`, puts the standard error aside, and lets every signal
/// that ends the process give the terminal back before.
///
/// Returns 0, or the value of errno.
int wurst_terminal_take(int fd);

/// Writes the numbers of SIGTSTP, SIGCONT, SIGWINCH and of the signals that ask the process to end
/// as bytes to `pipe`; those that were ignored when it was started stay so.
///
/// One of the latter that comes a tenth of a second after another that nobody has read gives the
/// terminal back and ends the process at once.
int wurst_terminal_watch(int pipe);

/// Says that the signal was read from the pipe.
void wurst_terminal_heard(void);

/// Says that the screen is open, and with which bytes it is left; NULL says that it is not.
void wurst_terminal_screen(const char *leave);

/// Says whether the window's title was put aside, to be brought back when the terminal is given back.
void wurst_terminal_title(int aside);

/// Writes the bytes that undo every mode, where the screen is open, and restores the settings; may be called at any time and
/// more than once.
void wurst_terminal_give_back(void);

/// Restores the settings alone.
void wurst_terminal_settings(void);

/// Takes the terminal again after it was given back.
void wurst_terminal_retake(void);

/// Copies what was written to the standard error meanwhile to where it went before.
void wurst_terminal_release_errors(void);

/// Stops the process group, as ctrl-Z does to a program that does not catch it; does nothing where
/// SIGTSTP is ignored.
void wurst_terminal_stop(void);

/// Starts a program that shares the terminal, with `words`, a list that ends with NULL; the first is
/// looked for in PATH. Its standard error is the terminal too.
///
/// Returns its process number, or the negative value of errno.
int wurst_program_start(char *const words[]);

/// Returns -1 while the program goes on, and then once its exit status, or 128 and the signal that
/// ended it.
int wurst_program_status(int process);

/// Lets other threads go before the calling one, and before those that it starts.
///
/// What the screen's thread does takes a few milliseconds at a time: it must not wait for threads
/// that compute for seconds. An ordinary user cannot take this back.
void wurst_thread_yield(void);
