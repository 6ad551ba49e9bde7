// Writes down, in their order, all changes of the database files and when each was synced: loaded into
// the server by LD_PRELOAD, for tests/crash/unsynced.py only.
//
//   RECORD_UNDER=FOLDER   where the database files lie
//   RECORD_TO=FILE        one entry for each call, the fields of `struct Entry` and then `path` and the
//                         bytes; an entry is complete before the call returns
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum Kind { WRITE = 'w', TRUNCATE = 't', SYNC = 's', UNLINK = 'u' };

struct Entry {
  uint64_t kind;
  uint64_t path_length;
  uint64_t place;   // of a write; the new size of a truncation
  uint64_t length;  // of the bytes that follow the path
};

static char under[4096];
static size_t under_length;
static int record = -1;
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void) {
  const char* folder = getenv("RECORD_UNDER");
  const char* file = getenv("RECORD_TO");
  if (!folder || !file) return;
  under_length = (size_t)snprintf(under, sizeof under, "%s/haidang.sqlite", folder);
  record = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  unsetenv("LD_PRELOAD");  // the programs it starts are not meant
}

// Whether the file is one of ours. The index of the log is not: it is made anew after a crash.
static int ours(const char* path) {
  if (record < 0 || strncmp(path, under, under_length) != 0) return 0;
  return strcmp(path + under_length, "-shm") != 0;
}

static int path_of(int file, char* path, size_t room) {
  if (record < 0) return 0;
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const long length = syscall(SYS_readlink, link, path, room - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return ours(path);
}

static void keep(enum Kind kind, const char* path, uint64_t place, const void* data, uint64_t length) {
  struct Entry entry = {kind, strlen(path), place, length};
  const struct iovec parts[] = {{&entry, sizeof entry},
                                {(void*)path, entry.path_length},
                                {(void*)data, length}};
  if (syscall(SYS_writev, record, parts, 3) !=
      (long)(sizeof entry + entry.path_length + length)) {
    abort();
  }
}

// `call` and its entry, with no other between them.
#define RECORDED(call, good, kind, path, place, data, length) \
  do {                                                        \
    pthread_mutex_lock(&order);                               \
    const long result = call;                                 \
    if (good) keep(kind, path, place, data, length);          \
    pthread_mutex_unlock(&order);                             \
    return result;                                            \
  } while (0)

ssize_t pwrite64(int file, const void* data, size_t size, off64_t place) {
  char path[4096];
  if (!path_of(file, path, sizeof path)) return syscall(SYS_pwrite64, file, data, size, place);
  RECORDED(syscall(SYS_pwrite64, file, data, size, place), result > 0, WRITE, path,
           (uint64_t)place, data, (uint64_t)result);
}

ssize_t pwrite(int file, const void* data, size_t size, off_t place) {
  return pwrite64(file, data, size, place);
}

ssize_t write(int file, const void* data, size_t size) {
  char path[4096];
  if (path_of(file, path, sizeof path)) abort();  // SQLite names the place of every write
  return syscall(SYS_write, file, data, size);
}

int ftruncate64(int file, off64_t size) {
  char path[4096];
  if (!path_of(file, path, sizeof path)) return (int)syscall(SYS_ftruncate, file, size);
  RECORDED((int)syscall(SYS_ftruncate, file, size), result == 0, TRUNCATE, path, (uint64_t)size, "",
           0);
}

int ftruncate(int file, off_t size) {
  return ftruncate64(file, size);
}

static int synced(int file, long call) {
  char path[4096];
  if (!path_of(file, path, sizeof path)) return (int)syscall(call, file);
  RECORDED((int)syscall(call, file), result == 0, SYNC, path, 0, "", 0);
}

int fsync(int file) {
  return synced(file, SYS_fsync);
}

int fdatasync(int file) {
  return synced(file, SYS_fdatasync);
}

int unlink(const char* path) {
  if (!ours(path)) return (int)syscall(SYS_unlink, path);
  RECORDED((int)syscall(SYS_unlink, path), result == 0, UNLINK, path, 0, "", 0);
}
