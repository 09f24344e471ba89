#pragma once

// Loaded in front of a program with LD_PRELOAD, makes some of its calls to the system fail.
//
// WURST_FAULT is CALL:EVERY:ERRNO, such as write:3:28: every third `write` fails with ENOSPC. The calls are open, read,
// write, fsync, rename, link, mmap and malloc, with their siblings. What goes to standard error is spared, for that is
// where failures are told. `malloc` fails for C and for the libraries that read and write pictures alone: Swift ends the
// program where memory is missing.
