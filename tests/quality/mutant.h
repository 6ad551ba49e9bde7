// Read before every file of the mutation build (mutate.py): asks which mutant is chosen.
#pragma once

#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

inline constexpr int kMutantsAtMost = 65536;

inline int hd_chosen_mutant() {
  const char* text = std::getenv("HD_MUTANT");
  return text == nullptr ? 0 : std::atoi(text);
}

/// One byte for each mutant that was come by, kept in the file that the environment names.
inline unsigned char* hd_seen_mutants() {
  const char* path = std::getenv("HD_MUTANTS_SEEN");
  if (path == nullptr) return nullptr;
  const int file = ::open(path, O_RDWR);
  void* bytes = ::mmap(nullptr, kMutantsAtMost, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  ::close(file);
  if (bytes == MAP_FAILED) std::abort();
  return static_cast<unsigned char*>(bytes);
}

inline bool hd_mutant(int number) {
  static const int chosen = hd_chosen_mutant();
  static unsigned char* const seen = hd_seen_mutants();
  if (seen != nullptr) seen[number] = 1;
  return number == chosen;
}
