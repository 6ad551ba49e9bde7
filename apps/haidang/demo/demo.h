#pragma once
// `haidang demo`: invented organisations, people and a year of work, so that every screen has
// something to show. Can be run again: what is there is left alone.

#include <string>

#include "app.h"

namespace hd {

struct DemoOptions {
  std::string published = {};  ///< only the records of this printed table: a name or a CSV file
  std::string until = {};      ///< RFC 3339; where the year of work ends, "" for now
  bool people = false;         ///< organisations and accounts, without the year of work
  bool json = false;           ///< print the accounts as JSON, nothing else
};

/// Exit code 0; 1 when it failed; 2 for a data set that is not there or
/// does not add up, or a malformed time.
int run_demo(const Config& config, const DemoOptions& options);

}  // namespace hd
