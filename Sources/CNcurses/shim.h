#pragma once
// Wide-character functions; a pkg-config flag for it is refused by the package manager.
#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

// From term.h, whose many macros would hide Swift names.
extern int setupterm(const char *term, int descriptor, int *error);
extern char *tiparm(const char *text, ...);

// Whether the kind of terminal is described on this machine.
static inline bool wurst_curses_knows(const char *type) {
  int error = 0;
  return setupterm(type, 1, &error) != ERR;
}

// Opens the screen on the standard streams, whose C variables Swift does not take for safe; false
// where the kind of terminal is not known or has no way to place text.
static inline bool wurst_curses_open(const char *type) {
  if (!wurst_curses_knows(type)) return false;
  const char *place = tigetstr("cup");
  if (place == NULL || place == (const char *)-1) return false;
  // The window is as large as the terminal says, whatever LINES and COLUMNS were exported.
  use_env(FALSE);
  use_tioctl(TRUE);
  SCREEN *screen = newterm(type, stdout, stdin);
  if (screen == NULL) return false;
  set_term(screen);
  return true;
}

// Makes the wide characters UTF-8, whatever the user's locale; numbers keep their decimal point.
static inline bool wurst_curses_utf8(void) {
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return true;
  return setlocale(LC_CTYPE, "C.UTF-8") != NULL || setlocale(LC_CTYPE, "en_US.UTF-8") != NULL;
}

// The attributes and COLOR_PAIR are macros that Swift does not import.
enum {
  WURST_BOLD = 1,
  WURST_DIM = 2,
  WURST_ITALIC = 4,
  WURST_UNDERLINE = 8,
  WURST_REVERSE = 16,
};

static inline attr_t wurst_curses_attributes(unsigned flags) {
  attr_t attributes = A_NORMAL;
  if (flags & WURST_BOLD) attributes |= A_BOLD;
  if (flags & WURST_DIM) attributes |= A_DIM;
  if (flags & WURST_ITALIC) attributes |= A_ITALIC;
  if (flags & WURST_UNDERLINE) attributes |= A_UNDERLINE;
  if (flags & WURST_REVERSE) attributes |= A_REVERSE;
  return attributes;
}

// Puts one glyph, whose text ends with 0, into the cell; setcchar takes the wide pair number by a
// pointer to nothing in particular.
static inline void wurst_curses_put(int y, int x, const wchar_t *text, unsigned flags, int pair) {
  cchar_t cell;
  if (setcchar(&cell, text, wurst_curses_attributes(flags), 0, &pair) == ERR) return;
  mvwadd_wch(stdscr, y, x, &cell);
}

static inline void wurst_curses_prepare(void) {
  raw();
  noecho();
  nonl();
  intrflush(stdscr, FALSE);
  idlok(stdscr, FALSE);
  idcok(stdscr, FALSE);
  scrollok(stdscr, FALSE);
  leaveok(stdscr, FALSE);
  set_escdelay(25);
}

// wcwidth is declared only where the X/Open extensions are on.
static inline int wurst_curses_width(wchar_t scalar) { return wcwidth(scalar); }

// Switches colours on and returns how many there are; 0 where the terminal has none.
static inline int wurst_curses_colours(void) {
  if (!has_colors() || start_color() == ERR || use_default_colors() == ERR) return 0;
  return COLORS;
}

// How many colours the terminal is described with, whether they are used or not.
static inline int wurst_curses_described_colours(void) {
  int colours = tigetnum("colors");
  return colours > 0 ? colours : 0;
}

// Whether colour 15 is set by its number: where colours are 24 bits, the first 8, 16 or 256 stay
// numbers, as the description of the terminal has it.
static inline bool wurst_curses_has_sixteen(void) {
  const char *set = tigetstr("setaf");
  if (set == NULL || set == (const char *)-1) return false;
  const char *sequence = tiparm(set, 15);
  return sequence != NULL && strstr(sequence, "8:2:") == NULL && strstr(sequence, "8;2;") == NULL;
}

static inline int wurst_curses_pairs(void) { return COLOR_PAIRS; }

// The bytes that leave the screen; tigetstr returns -1 or NULL where there are none.
static inline const char *wurst_curses_leaving(void) {
  const char *text = tigetstr("rmcup");
  return text == (const char *)-1 || text == NULL ? "" : text;
}

static inline void wurst_curses_move(int y, int x) { wmove(stdscr, y, x); }

static inline void wurst_curses_flush(void) {
  wnoutrefresh(stdscr);
  doupdate();
  fflush(stdout);
}

static inline void wurst_curses_clear_next(void) { clearok(curscr, TRUE); }
