#include "platform/thread.h"

#include <sys/resource.h>
#include <unistd.h>

namespace hd::platform {

void give_way() {
  constexpr int kNice = 10;
  // Linux keeps it per thread. Refused only where limits forbid it; then it runs as all others.
  (void)setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNice);
}

}  // namespace hd::platform
