// Ends a client of PostgreSQL at a chosen message to the server: loaded by LD_PRELOAD, for the upgrade
// rig only.
//
//   SENDS_LOG=FILE     one line for each message: its number, and "step" when a migration is in it
//   SENDS_AT=N         the process ends at message N,
//   SENDS_DO=before    in front of it: the server never gets it
//            after     behind it: the server gets it, and nobody waits for the answer
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static atomic_long sent;

__attribute__((constructor)) static void begin(void) {
  unsetenv("LD_PRELOAD");  // the programs it starts are not meant
}

static void note(long number, int step) {
  const char* file = getenv("SENDS_LOG");
  if (!file) return;
  const int log = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  char line[64];
  const int length = snprintf(line, sizeof line, "%ld %s\n", number, step ? "step" : "other");
  if (log >= 0 && write(log, line, (size_t)length) < 0) _exit(99);
  close(log);
}

ssize_t send(int socket, const void* bytes, size_t size, int flags) {
  ssize_t (*real)(int, const void*, size_t, int) =
      (ssize_t(*)(int, const void*, size_t, int))dlsym(RTLD_NEXT, "send");
  const char* at = getenv("SENDS_AT");
  const char* how = getenv("SENDS_DO");
  static const char kStep[] = "INSERT INTO schema_migration";
  const long number = atomic_fetch_add(&sent, 1) + 1;
  note(number, memmem(bytes, size, kStep, sizeof kStep - 1) != NULL);
  const int chosen = at && atol(at) == number;
  if (chosen && how && strcmp(how, "before") == 0) _exit(137);
  const ssize_t done = real(socket, bytes, size, flags);
  if (chosen) _exit(137);
  return done;
}
