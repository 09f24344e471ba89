#define _GNU_SOURCE
#include "CFaults.h"

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
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static char failing[16];
static long every;
static int failure;
static atomic_long calls;

// Code of the libraries and of C in the program, by its places; some are listed twice.
typedef struct {
  uintptr_t start, end;
} region;

static region regions[4096];
static size_t region_count;

static const char *const libraries[] = {"libjpeg", "liblcms2", "libpng", "libsixel", "libwebp", "libz."};

static void add(uintptr_t start, size_t size) {
  if (region_count < sizeof regions / sizeof *regions) {
    regions[region_count++] = (region){.start = start, .end = start + size};
  }
}

// Swift's names begin with a dollar, those of C++ and of the compilers' own with a line.
static void add_program(uintptr_t base) {
  int file = open("/proc/self/exe", O_RDONLY);
  struct stat status;
  if (file < 0 || fstat(file, &status) != 0) return;
  const uint8_t *bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
  close(file);
  if (bytes == MAP_FAILED) return;
  const ElfW(Ehdr) *head = (const void *)bytes;
  const ElfW(Shdr) *sections = (const void *)(bytes + head->e_shoff);
  for (int index = 0; index < head->e_shnum; index++) {
    if (sections[index].sh_type != SHT_SYMTAB) continue;
    const ElfW(Sym) *symbols = (const void *)(bytes + sections[index].sh_offset);
    const char *names = (const char *)bytes + sections[sections[index].sh_link].sh_offset;
    for (size_t number = 0; number < sections[index].sh_size / sizeof *symbols; number++) {
      char first = names[symbols[number].st_name];
      bool is_code = ELF64_ST_TYPE(symbols[number].st_info) == STT_FUNC && symbols[number].st_size > 0;
      if (is_code && first != '$' && first != '_') {
        add(base + symbols[number].st_value, symbols[number].st_size);
      }
    }
  }
  munmap((void *)bytes, (size_t)status.st_size);
}

// The program is the object without a name.
static int note(struct dl_phdr_info *object, size_t size, void *context) {
  (void)size, (void)context;
  if (*object->dlpi_name == 0 && region_count == 0) add_program(object->dlpi_addr);
  bool counts = false;
  for (size_t index = 0; index < sizeof libraries / sizeof *libraries; index++) {
    if (strstr(object->dlpi_name, libraries[index])) counts = true;
  }
  for (int index = 0; counts && index < object->dlpi_phnum; index++) {
    const ElfW(Phdr) *part = &object->dlpi_phdr[index];
    if (part->p_type == PT_LOAD && (part->p_flags & PF_X)) {
      add(object->dlpi_addr + part->p_vaddr, part->p_memsz);
    }
  }
  return 0;
}

static int by_start(const void *one, const void *other) {
  uintptr_t a = ((const region *)one)->start, b = ((const region *)other)->start;
  return (a > b) - (a < b);
}

__attribute__((constructor)) static void begin(void) {
  const char *wanted = getenv("WURST_FAULT");
  long number = 0;
  if (!wanted || sscanf(wanted, "%15[a-z]:%ld:%d", failing, &number, &failure) != 3) return;
  dl_iterate_phdr(note, NULL);
  qsort(regions, region_count, sizeof *regions, by_start);
  every = number;
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

int flock(int file, int way) { return fails("lock") ? -1 : NEXT(flock)(file, way); }

static bool locks(int command) {
  return command == F_SETLK || command == F_SETLKW || command == F_OFD_SETLK || command == F_OFD_SETLKW;
}

#define ARGUMENT(command)                                                                          \
  va_list rest;                                                                                    \
  va_start(rest, command);                                                                         \
  void *argument = va_arg(rest, void *);                                                           \
  va_end(rest);

int fcntl(int file, int command, ...) {
  ARGUMENT(command)
  return locks(command) && fails("lock") ? -1 : NEXT(fcntl)(file, command, argument);
}

int fcntl64(int file, int command, ...) {
  ARGUMENT(command)
  return locks(command) && fails("lock") ? -1 : NEXT(fcntl64)(file, command, argument);
}

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

static bool is_from_c(const void *caller) {
  uintptr_t place = (uintptr_t)caller;
  size_t low = 0, high = region_count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (regions[middle].end <= place) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < region_count && place >= regions[low].start;
}

#define MEMORY_FAILS() (every && is_from_c(__builtin_return_address(0)) && fails("malloc"))

void *malloc(size_t count) { return MEMORY_FAILS() ? NULL : __libc_malloc(count); }

void *calloc(size_t count, size_t size) { return MEMORY_FAILS() ? NULL : __libc_calloc(count, size); }

void *realloc(void *block, size_t count) { return MEMORY_FAILS() ? NULL : __libc_realloc(block, count); }
