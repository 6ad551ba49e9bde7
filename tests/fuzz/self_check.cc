// A target with a planted defect: reads past the end of a text of four letters that begins with
// "HAI!". run.sh must find it within seconds, else it would find nothing anywhere.

#include <cstdlib>
#include <cstring>

#include "fuzz.h"

namespace hd::fuzz {

void examine(std::string_view input) {
  if (input.size() < 4) return;
  char* letters = static_cast<char*>(std::malloc(4));
  std::memcpy(letters, input.data(), 4);
  int sum = 0;
  if (letters[0] == 'H' && letters[1] == 'A' && letters[2] == 'I' && letters[3] == '!') {
    for (std::size_t i = 0; i < 5; ++i) sum += letters[i];
  }
  std::free(letters);
  if (sum == 1) std::abort();
}

}  // namespace hd::fuzz
