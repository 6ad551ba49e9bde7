#include "vault/command.h"

#include <algorithm>

#include "vault/store.h"

namespace hd::vault {
namespace {

constexpr int kDone = 0;
constexpr int kFailed = 1;

std::int64_t left_to_wrap(platform::Database& database, const RootKeys& keys) {
  return database.read([&](platform::Transaction& tx) {
    return store::count_wrapped_by_others(tx, keys.versions.back().number);
  });
}

}  // namespace

int keys_status(platform::Database& database, const std::string& data_dir, const Output& output) {
  const RootKeys keys = load_root_keys(data_dir, false);
  const auto counts =
      database.read([](platform::Transaction& tx) { return store::count_per_root(tx); });
  int code = kDone;
  for (const auto& version : keys.versions) {
    const auto found = counts.find(version.number);
    output("root key " + std::to_string(version.number) + ": wraps " +
           std::to_string(found == counts.end() ? 0 : found->second) + " data keys" +
           (version.number == keys.versions.back().number ? ", wraps new ones" : ""));
  }
  for (const auto& [number, count] : counts) {
    if (std::ranges::any_of(keys.versions, [&, &root = number](const RootKeys::Version& version) {
          return version.number == root;
        })) {
      continue;
    }
    output("root key " + std::to_string(number) + " is MISSING: " + std::to_string(count) +
           " data keys cannot be opened");
    code = kFailed;
  }
  return code;
}

int keys_rotate(platform::Database& database, const std::string& data_dir, std::int64_t batch,
                const Output& output) {
  RootKeys keys = load_root_keys(data_dir, false);
  std::int64_t left = left_to_wrap(database, keys);
  if (left > 0) {
    output("finishing an earlier rotation: " + std::to_string(left) + " data keys left");
  } else {
    database.read([&](platform::Transaction& tx) {
      check_root_keys(tx, keys);
      return base::Done{};
    });
    add_root_key(data_dir);
    keys = load_root_keys(data_dir, false);
    left = left_to_wrap(database, keys);
    output("added root key " + std::to_string(keys.versions.back().number) + ": " +
           std::to_string(left) + " data keys to wrap");
  }
  while (left > 0) {
    left = database.write([&](platform::Transaction& tx) {
      return rewrap(tx, keys, std::max<std::int64_t>(batch, 1));
    });
  }
  output("done: root key " + std::to_string(keys.versions.back().number) + " wraps every data key");
  return kDone;
}

}  // namespace hd::vault
