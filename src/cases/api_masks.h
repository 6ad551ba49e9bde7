#pragma once
// For the api files of this module: members of an answer that not everybody sees.

#include <string_view>
#include <utility>

#include "access/decide.h"
#include "platform/json.h"

namespace hd::cases {

/// Builds an object; a member whose mark is not released is left out and named under "masked".
class MaskedObject {
 public:
  MaskedObject(platform::JsonObject open, std::uint8_t marks)
      : object_(std::move(open)), marks_(marks) {}

  void add(access::Mark needed, std::string_view key, platform::Json value) {
    add_if((marks_ & needed) != 0, key, std::move(value));
  }
  void add_if(bool released, std::string_view key, platform::Json value) {
    if (released) {
      object_.emplace_back(std::string(key), std::move(value));
    } else {
      masked_.emplace_back(key);
    }
  }

  platform::Json finish() {
    object_.emplace_back("masked", std::move(masked_));
    return std::move(object_);
  }

 private:
  platform::JsonObject object_;
  std::uint8_t marks_;
  platform::JsonArray masked_ = {};
};

}  // namespace hd::cases
