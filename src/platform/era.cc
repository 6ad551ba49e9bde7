#include "platform/era.h"

#include <atomic>

namespace hd::platform {
namespace {

std::atomic<std::int64_t>& present() {
  static std::atomic<std::int64_t> number{0};
  return number;
}

}  // namespace

std::int64_t era() {
  return present().load();
}

void set_era(std::int64_t number) {
  present().store(number);
}

}  // namespace hd::platform
