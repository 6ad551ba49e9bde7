#pragma once
// `haidang demo`: invented organisations, people and a year of work, so that every screen has
// something to show. Can be run again: what is there is left alone.

#include <string>

#include "app.h"

namespace hd {

struct DemoOptions {
  std::string published = {};  ///< "h1-2021": only the synthetic first half of 2021
  std::string until = {};      ///< RFC 3339; where the year of work ends, "" for now
  bool people = false;         ///< organisations and accounts, without the year of work
  bool json = false;           ///< print the accounts as JSON, nothing else
};

/// Exit code 0; 1 when it failed; 2 for an unknown data set or a malformed time.
int run_demo(const Config& config, const DemoOptions& options);

}  // namespace hd
