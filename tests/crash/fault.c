// A disk or a memory that fails on purpose: loaded into the server by LD_PRELOAD, for the crash rigs
// only. It counts the calls that change files in one folder, and lets chosen ones fail.
//
//   FAULT_UNDER=FOLDER   the folder; calls on other files are not counted
//   FAULT_LOG=FILE       one line for each counted call: its number, its name, its file; when chance
//                        decides only for what goes wrong
//   FAULT_AT=N           call N is the one that goes wrong,
//   FAULT_TIMES=K        and those that follow, K in all (1)
//   FAULT_EVERY=N        instead: one call in N, chosen by chance, for ever
//   FAULT_DO=exit        the process ends in front of the call
//            torn        half of a write is done, then the process ends
//            short       half of a write is done, and that is said
//            eio, enospc the call is not done and says so
//            drop        the call is not done and says that it was: a disk that lies
//   FAULT_READS=1        counts the calls that read in place of those that change
//   FAULT_MEMORY=N       after SIGUSR2, one allocation in N, chosen by chance, returns nothing
//   FAULT_WEAK=OFF       SQLite is told synchronous=OFF (or NORMAL) where the server says FULL
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum Fault { NONE, EXIT, TORN, SHORT, FAIL, DROP };

static char under[4096];
static size_t under_length;
static int log_file = -1;
static long at, every, memory_every;
static long times = 1;
static enum Fault fault;
static int error_number;
static const char* weak;
static int reads;
static atomic_long calls;
static atomic_int armed;

static void arm(int number) {
  (void)number;
  atomic_store(&armed, 1);
}

static long number_of(const char* name, long without) {
  const char* text = getenv(name);
  return text ? atol(text) : without;
}

static void read_fault(const char* name) {
  static const struct {
    const char* name;
    enum Fault fault;
    int error;
  } known[] = {{"exit", EXIT, 0},   {"torn", TORN, 0},        {"short", SHORT, 0},
               {"eio", FAIL, EIO},  {"enospc", FAIL, ENOSPC}, {"drop", DROP, 0}};
  for (size_t i = 0; name && i < sizeof known / sizeof *known; ++i) {
    if (strcmp(name, known[i].name) != 0) continue;
    fault = known[i].fault;
    error_number = known[i].error;
  }
}

__attribute__((constructor)) static void begin(void) {
  const char* folder = getenv("FAULT_UNDER");
  if (folder) under_length = (size_t)snprintf(under, sizeof under, "%s/", folder);
  at = number_of("FAULT_AT", 0);
  times = number_of("FAULT_TIMES", 1);
  every = number_of("FAULT_EVERY", 0);
  memory_every = number_of("FAULT_MEMORY", 0);
  weak = getenv("FAULT_WEAK");
  reads = getenv("FAULT_READS") != NULL;
  read_fault(getenv("FAULT_DO"));
  const char* file = getenv("FAULT_LOG");
  if (file) log_file = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (memory_every) signal(SIGUSR2, arm);
  unsetenv("LD_PRELOAD");  // the programs it starts are not meant
}

// Xorshift; every thread has its own.
static unsigned long chance(void) {
  static _Thread_local unsigned long state;
  if (state == 0) state = (unsigned long)syscall(SYS_gettid) * 2654435761UL + 88172645463325252UL;
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state;
}

// What happens to this call; counts it when it is one of ours.
static enum Fault now(const char* call, const char* path) {
  if (reads != (strcmp(call, "pread") == 0)) return NONE;
  if (under_length == 0 || strncmp(path, under, under_length) != 0) return NONE;
  const long number = atomic_fetch_add(&calls, 1) + 1;
  const int chosen = every ? chance() % (unsigned long)every == 0
                           : at > 0 && number >= at && number < at + times;
  if (log_file >= 0 && (chosen || (!every && !memory_every))) {
    char line[512];
    const int length = snprintf(line, sizeof line, "%ld %s %s\n", number, call, path + under_length);
    syscall(SYS_write, log_file, line, (size_t)length);
  }
  if (!chosen) return NONE;
  if (fault == EXIT) _exit(137);
  return fault;
}

static enum Fault now_of(const char* call, int file) {
  if (under_length == 0) return NONE;
  const int kept = errno;
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const ssize_t length = readlink(link, path, sizeof path - 1);
  errno = kept;
  if (length <= 0) return NONE;
  path[length] = 0;
  return now(call, path);
}

// For calls without bytes: 1 when `result` is the answer, 0 when the call is to be made.
static int decided(enum Fault what, int* result) {
  if (what == NONE || what == SHORT) return 0;
  if (what == TORN) _exit(137);
  *result = what == DROP ? 0 : -1;
  if (what == FAIL) errno = error_number;
  return 1;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define OUT(call, file, bytes, half, whole)          \
  do {                                               \
    const enum Fault what = now_of(call, file);      \
    if (what == NONE) return whole;                  \
    if (what == DROP) return (ssize_t)(bytes);       \
    if (what == FAIL) return errno = error_number, -1; \
    const ssize_t done = half;                       \
    if (what == TORN) _exit(137);                    \
    return done;                                     \
  } while (0)

ssize_t write(int file, const void* data, size_t size) {
  OUT("write", file, size, syscall(SYS_write, file, data, size / 2 + size % 2),
      syscall(SYS_write, file, data, size));
}

ssize_t pwrite64(int file, const void* data, size_t size, off64_t place) {
  OUT("pwrite", file, size, syscall(SYS_pwrite64, file, data, size / 2 + size % 2, place),
      syscall(SYS_pwrite64, file, data, size, place));
}

ssize_t pwrite(int file, const void* data, size_t size, off_t place) {
  return pwrite64(file, data, size, place);
}

ssize_t pread64(int file, void* data, size_t size, off64_t place) {
  int result = 0;
  if (reads && decided(now_of("pread", file), &result)) return result;
  return syscall(SYS_pread64, file, data, size, place);
}

ssize_t pread(int file, void* data, size_t size, off_t place) {
  return pread64(file, data, size, place);
}

ssize_t writev(int file, const struct iovec* parts, int count) {
  size_t size = 0;
  for (int i = 0; i < count; ++i) size += parts[i].iov_len;
  OUT("writev", file, size, syscall(SYS_writev, file, parts, 1),
      syscall(SYS_writev, file, parts, count));
}

int fsync(int file) {
  int result = 0;
  if (decided(now_of("fsync", file), &result)) return result;
  return (int)syscall(SYS_fsync, file);
}

int fdatasync(int file) {
  int result = 0;
  if (decided(now_of("fdatasync", file), &result)) return result;
  return (int)syscall(SYS_fdatasync, file);
}

int ftruncate64(int file, off64_t size) {
  int result = 0;
  if (decided(now_of("ftruncate", file), &result)) return result;
  return (int)syscall(SYS_ftruncate, file, size);
}

int ftruncate(int file, off_t size) {
  return ftruncate64(file, size);
}

int unlink(const char* path) {
  int result = 0;
  if (decided(now("unlink", path), &result)) return result;
  return (int)syscall(SYS_unlink, path);
}

int rename(const char* from, const char* to) {
  int result = 0;
  if (decided(now("rename", to), &result)) return result;
  return (int)syscall(SYS_rename, from, to);
}

// A file that would be made.
static int opened(const char* path, int flags, mode_t mode) {
  int result = 0;
  if ((flags & O_CREAT) && syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0) {
    errno = 0;
    const enum Fault what = now("create", path);
    if (what != DROP && decided(what, &result)) return result;
  }
  return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;
  va_end(more);
  return opened(path, flags, mode);
}

int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;
  va_end(more);
  return opened(path, flags, mode);
}

// Memory

extern void* __libc_malloc(size_t);
extern void* __libc_calloc(size_t, size_t);
extern void* __libc_realloc(void*, size_t);

static int none_left(void) {
  if (!memory_every || !atomic_load_explicit(&armed, memory_order_relaxed)) return 0;
  if (chance() % (unsigned long)memory_every != 0) return 0;
  atomic_fetch_add(&calls, 1);
  if (log_file >= 0) syscall(SYS_write, log_file, "allocation\n", 11);
  errno = ENOMEM;
  return 1;
}

void* malloc(size_t size) {
  return none_left() ? NULL : __libc_malloc(size);
}

void* calloc(size_t count, size_t size) {
  return none_left() ? NULL : __libc_calloc(count, size);
}

void* realloc(void* old, size_t size) {
  return none_left() ? NULL : __libc_realloc(old, size);
}

// The deliberately weak setting

struct sqlite3;

int sqlite3_exec(struct sqlite3* db, const char* sql, int (*each)(void*, int, char**, char**),
                 void* context, char** message) {
  __typeof__(&sqlite3_exec) next = NEXT(sqlite3_exec);
  static const char strong[] = "synchronous = FULL";
  const char* found = weak ? strstr(sql, strong) : NULL;
  if (!found) return next(db, sql, each, context, message);
  char changed[4096];
  snprintf(changed, sizeof changed, "%.*ssynchronous = %s%s", (int)(found - sql), sql, weak,
           found + sizeof strong - 1);
  return next(db, changed, each, context, message);
}
