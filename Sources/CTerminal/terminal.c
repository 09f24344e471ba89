#define _GNU_SOURCE
#include "CTerminal.h"

#include <CSignals.h>

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static int terminal = -1;
static int signal_pipe = -1;
static int real_errors = -1;
static struct termios saved;
static volatile sig_atomic_t taken = 0;
static char leave_screen[256];
static size_t leave_length = 0;
static volatile sig_atomic_t screen_open = 0;
static volatile sig_atomic_t title_aside = 0;
/// When the first signal came that was not heard.
static _Atomic long unheard = 0;

static const int fatal[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE};
static const int told[] = {SIGTSTP, SIGCONT, SIGWINCH};
#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static void write_all(int fd, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(fd, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

void wurst_terminal_retake(void) { taken = 1; }

void wurst_terminal_screen(const char *leave) {
  screen_open = 0;
  if (leave == NULL) return;
  size_t length = strlen(leave);
  // A delay would have to be waited for; the sequence every terminal of today knows has none.
  if (length >= sizeof leave_screen || strstr(leave, "$<") != NULL) {
    leave = "\033[?1049l";
    length = strlen(leave);
  }
  memcpy(leave_screen, leave, length);
  leave_length = length;
  screen_open = 1;
}

void wurst_terminal_title(int aside) { title_aside = aside; }

void wurst_terminal_give_back(void) {
  if (!taken) return;
  taken = 0;
  // ST first: an image may have been cut in the middle.
  static const char modes[] = "\033\\\033[?2026l\033[?1004l\033[?1006l\033[?1002l\033[?1000l\033[?2004l\033[?1l\033>\033[0m";
  static const char cursor[] = "\033[?25h";
  static const char title[] = "\033[23;0t";
  if (screen_open) {
    write_all(terminal, modes, sizeof modes - 1);
    write_all(terminal, leave_screen, leave_length);
    write_all(terminal, cursor, sizeof cursor - 1);
    if (title_aside) write_all(terminal, title, sizeof title - 1);
    title_aside = 0;
  }
  tcsetattr(terminal, TCSANOW, &saved);
}

void wurst_terminal_settings(void) { tcsetattr(terminal, TCSANOW, &saved); }

void wurst_terminal_release_errors(void) {
  if (real_errors < 0) return;
  char buffer[4096];
  off_t end = lseek(STDERR_FILENO, 0, SEEK_CUR);
  off_t start = end > 65536 ? end - 65536 : 0;
  while (start < end) {
    ssize_t count = pread(STDERR_FILENO, buffer, sizeof buffer, start);
    if (count <= 0) break;
    write_all(real_errors, buffer, (size_t)count);
    start += count;
  }
  dup2(real_errors, STDERR_FILENO);
  close(real_errors);
  real_errors = -1;
}

static void on_end(int number) {
  wurst_terminal_give_back();
  wurst_terminal_release_errors();
  wurst_signal_die(number);
}

static void on_fault(int number, siginfo_t *info, void *context) {
  (void)context;
  wurst_terminal_give_back();
  wurst_terminal_release_errors();
  if (number == SIGBUS && wurst_mapping_explain(info->si_code, info->si_addr)) {
    _exit(WURST_EXIT_DAMAGED);
  }
  wurst_signal_die(number);
}

static int catch_ending(void (*handler)(int)) {
  for (size_t i = 0; i < wurst_ending_count; i++) {
    int code = wurst_signal_catch(wurst_ending_signals[i], handler);
    if (code != 0) return code;
  }
  return 0;
}

int wurst_terminal_take(int fd) {
  if (tcgetattr(fd, &saved) != 0) return errno;
  terminal = fd;
  // Libraries and the runtime report to the standard error, which would land on the screen.
  int aside = memfd_create("wurst-errors", MFD_CLOEXEC);
  if (aside >= 0) {
    real_errors = dup(STDERR_FILENO);
    if (real_errors < 0 || dup2(aside, STDERR_FILENO) < 0) real_errors = -1;
    close(aside);
  }
  taken = 1;
  // A handler must have a stack left when the stack itself ran over.
  static char stack[65536];
  stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack, .ss_flags = 0};
  if (sigaltstack(&alternate, NULL) != 0) return errno;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_sigaction = on_fault;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
  for (size_t i = 0; i < COUNT(fatal); i++) {
    if (sigaction(fatal[i], &action, NULL) != 0) return errno;
  }
  // Until there is a loop that hears of them.
  int code = catch_ending(on_end);
  if (code != 0) return code;
  static int registered = 0;
  if (!registered) {
    atexit(wurst_terminal_give_back);
    registered = 1;
  }
  return 0;
}

static void tell(int number) {
  char byte = (char)number;
  ssize_t written = write(signal_pipe, &byte, 1);
  (void)written;
}

static void on_told(int number) {
  int before = errno;
  tell(number);
  errno = before;
}

static void on_ending(int number) {
  int before = errno;
  if (wurst_signal_is_second(&unheard)) on_end(number);
  tell(number);
  errno = before;
}

void wurst_terminal_heard(void) { unheard = 0; }

int wurst_terminal_watch(int pipe) {
  signal_pipe = pipe;
  // Whoever started the program may have had them blocked, which is inherited.
  sigset_t set;
  sigemptyset(&set);
  for (size_t i = 0; i < COUNT(told); i++) {
    int code = wurst_signal_catch(told[i], on_told);
    if (code != 0) return code;
    sigaddset(&set, told[i]);
  }
  for (size_t i = 0; i < wurst_ending_count; i++) sigaddset(&set, wurst_ending_signals[i]);
  int code = catch_ending(on_ending);
  return code != 0 ? code : pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

void wurst_terminal_stop(void) {
  struct sigaction before, plain;
  memset(&plain, 0, sizeof plain);
  plain.sa_handler = SIG_DFL;
  sigaction(SIGTSTP, NULL, &before);
  // There is no shell that could continue the program.
  if (before.sa_handler == SIG_IGN) return;
  sigaction(SIGTSTP, &plain, NULL);
  kill(0, SIGTSTP);
  // The signal may reach another thread a little later; it must find the default action.
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTSTP);
  sigprocmask(SIG_UNBLOCK, &set, NULL);
  usleep(20000);
  sigaction(SIGTSTP, &before, NULL);
}

int wurst_program_start(char *const words[]) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  if (posix_spawn_file_actions_init(&actions) != 0) return -ENOMEM;
  if (posix_spawnattr_init(&attributes) != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return -ENOMEM;
  }
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &set);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  pid_t process = 0;
  int code = posix_spawnp(&process, words[0], &actions, &attributes, words, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return code == 0 ? process : -code;
}

int wurst_program_status(int process) {
  int status = 0;
  pid_t ended = waitpid(process, &status, WNOHANG);
  if (ended == 0 || (ended < 0 && errno == EINTR)) return -1;
  if (ended < 0) return 127;
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

void wurst_thread_yield(void) { setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), 10); }
