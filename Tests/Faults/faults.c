// Loaded in front of a program, makes some of its calls to the system fail: WURST_FAULT=CALL:EVERY:ERRNO.
//
// What is written to standard error is spared, for that is where failures are told. `malloc` fails for C alone:
// Swift, and what is written in C++, end the program where memory is missing.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static char failing[16];
static long every;
static int failure;
static atomic_long calls;

static struct {
  uintptr_t start, end;
} regions[16];
static size_t region_count;

// The program itself is the first object, without a name.
static const char *const libraries[] = {"libjpeg", "liblcms2", "libncurses", "libpng", "libsixel", "libtinfo", "libwebp", "libz."};

static int note(struct dl_phdr_info *object, size_t size, void *first) {
  (void)size;
  bool counts = *(bool *)first;
  *(bool *)first = false;
  for (size_t index = 0; index < sizeof libraries / sizeof *libraries; index++)
    if (strstr(object->dlpi_name, libraries[index])) counts = true;
  for (int index = 0; counts && index < object->dlpi_phnum; index++) {
    const ElfW(Phdr) *part = &object->dlpi_phdr[index];
    if (part->p_type != PT_LOAD || !(part->p_flags & PF_X) || region_count == sizeof regions / sizeof *regions) continue;
    regions[region_count].start = object->dlpi_addr + part->p_vaddr;
    regions[region_count++].end = object->dlpi_addr + part->p_vaddr + part->p_memsz;
  }
  return 0;
}

__attribute__((constructor)) static void begin(void) {
  const char *wanted = getenv("WURST_FAULT");
  bool first = true;
  dl_iterate_phdr(note, &first);
  long number = 0;
  if (wanted && sscanf(wanted, "%15[a-z]:%ld:%d", failing, &number, &failure) == 3) every = number;
}

static bool fails(const char *call) {
  if (every == 0 || strcmp(call, failing) != 0) return false;
  if ((atomic_fetch_add(&calls, 1) + 1) % every != 0) return false;
  errno = failure;
  return true;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int file, const void *bytes, size_t count) {
  return file != STDERR_FILENO && fails("write") ? -1 : NEXT(write)(file, bytes, count);
}

ssize_t read(int file, void *bytes, size_t count) {
  return fails("read") ? -1 : NEXT(read)(file, bytes, count);
}

ssize_t pread(int file, void *bytes, size_t count, off_t place) {
  return fails("read") ? -1 : NEXT(pread)(file, bytes, count, place);
}

ssize_t pread64(int file, void *bytes, size_t count, off64_t place) {
  return fails("read") ? -1 : NEXT(pread64)(file, bytes, count, place);
}

int fsync(int file) { return fails("fsync") ? -1 : NEXT(fsync)(file); }

int rename(const char *from, const char *to) {
  return fails("rename") ? -1 : NEXT(rename)(from, to);
}

int link(const char *from, const char *to) { return fails("link") ? -1 : NEXT(link)(from, to); }

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
  return fails("link") ? -1 : NEXT(linkat)(from_folder, from, to_folder, to, flags);
}

void *mmap(void *address, size_t count, int access, int flags, int file, off_t place) {
  return fails("mmap") ? MAP_FAILED : NEXT(mmap)(address, count, access, flags, file, place);
}

void *mmap64(void *address, size_t count, int access, int flags, int file, off64_t place) {
  return fails("mmap") ? MAP_FAILED : NEXT(mmap64)(address, count, access, flags, file, place);
}

// The permissions follow where a file may be made.
#define PERMISSIONS(flags)                                                                         \
  mode_t permissions = 0;                                                                          \
  if ((flags) & (O_CREAT | O_TMPFILE)) {                                                           \
    va_list rest;                                                                                  \
    va_start(rest, flags);                                                                         \
    permissions = va_arg(rest, mode_t);                                                            \
    va_end(rest);                                                                                  \
  }

int open(const char *path, int flags, ...) {
  PERMISSIONS(flags)
  return fails("open") ? -1 : NEXT(open)(path, flags, permissions);
}

int open64(const char *path, int flags, ...) {
  PERMISSIONS(flags)
  return fails("open") ? -1 : NEXT(open64)(path, flags, permissions);
}

int openat(int folder, const char *path, int flags, ...) {
  PERMISSIONS(flags)
  return fails("open") ? -1 : NEXT(openat)(folder, path, flags, permissions);
}

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

static bool is_from_c(const void *caller) {
  for (size_t index = 0; index < region_count; index++)
    if ((uintptr_t)caller >= regions[index].start && (uintptr_t)caller < regions[index].end) return true;
  return false;
}

#define MEMORY_FAILS() (every && is_from_c(__builtin_return_address(0)) && fails("malloc"))

void *malloc(size_t count) { return MEMORY_FAILS() ? NULL : __libc_malloc(count); }

void *calloc(size_t count, size_t size) { return MEMORY_FAILS() ? NULL : __libc_calloc(count, size); }

void *realloc(void *block, size_t count) { return MEMORY_FAILS() ? NULL : __libc_realloc(block, count); }
