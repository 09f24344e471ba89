#pragma once
// Wide-character functions; a pkg-config flag for it is refused by the package manager.
#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#include <curses.h>
