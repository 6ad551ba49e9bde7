// An access decision that says yes to everything, whatever the record, so that only the second wall
// is left. The linker calls these instead of the functions of the same name (--wrap).

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "access/decide.h"
#include "app.h"
#include "commands.h"
#include "platform/wall.h"

namespace {

using hd::access::Actor;
using hd::access::Decision;
using hd::access::Object;
using hd::access::Permission;

constexpr int kUsage = 2;

bool without_wall() {
  return std::getenv("HAIDANG_TEST_WITHOUT_SECOND_WALL") != nullptr;
}

}  // namespace

Decision
decide_everything(const Actor& actor, Permission action, const Object& object, hd::base::Date today) asm(
    "__wrap__ZN2hd6access6decideERKNS0_5ActorENS0_10PermissionERKNS0_6ObjectENSt6chrono14year_"
    "month_dayE");
Decision decide_everything(const Actor& actor, Permission action, const Object& /*object*/,
                           hd::base::Date /*today*/) {
  const auto rules = hd::access::rules();
  const auto rule = std::ranges::find(rules, action, &hd::access::Rule::action);
  Decision decision{.allowed = true, .marks = hd::access::kAllMarks};
  decision.rule = rule == rules.end() ? 0 : static_cast<int>(rule - rules.begin());
  if (!actor.posts.empty()) decision.post = actor.posts.front().id;
  return decision;
}

std::string open_version() asm("__wrap__ZN2hd7versionB5cxx11Ev");
std::string real_version() asm("__real__ZN2hd7versionB5cxx11Ev");
std::string open_version() {
  return real_version() + " (test build: allows everything)";
}

int open_serve(const hd::Config& config) asm("__wrap__ZN2hd5serveERKNS_6ConfigE");
int real_serve(const hd::Config& config) asm("__real__ZN2hd5serveERKNS_6ConfigE");
int open_serve(const hd::Config& config) {
  if (!config.insecure_test_mode) {
    std::fprintf(stderr, "haidang: this build allows everything; only with --insecure-test-mode\n");
    return kUsage;
  }
  return real_serve(config);
}

/// The control: the same program without the second wall.
const hd::platform::Scope& open_scope() asm("__wrap__ZN2hd8platform13current_scopeEv");
const hd::platform::Scope& real_scope() asm("__real__ZN2hd8platform13current_scopeEv");
const hd::platform::Scope& open_scope() {
  static const hd::platform::Scope everything;
  return without_wall() ? everything : real_scope();
}
