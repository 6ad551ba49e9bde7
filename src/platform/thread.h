#pragma once
// The thread that runs, as the operating system sees it.

namespace hd::platform {

/// This thread yields to all others from now on (nice 10): for long work nobody waits for.
void give_way();

}  // namespace hd::platform
