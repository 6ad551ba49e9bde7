#pragma once
// `haidang bench`: drives a running server, or fills a database with synthetic records to measure
// on.

#include <cstdint>
#include <string>

#include "app.h"

namespace hd {

struct BenchOptions {
  std::string url = "http://127.0.0.1:8111";
  std::string scenario = {};  ///< see tests/bench/README.md; "" lists them
  int clients = 64;
  int seconds = 10;
  bool json = false;
  std::string username = {};  ///< "" : the account the scenario needs in the demo data
  std::string password = "hai-dang-demo-2026";
  std::string totp = "000000";
};

/// Exit code 0; 1 when a request failed; 2 for an unknown scenario.
int run_bench(const BenchOptions& options);

/// Adds `count` finished synthetic conversations at hotline 111, spread over twelve months, and a
/// duty for every hundredth. The server must not be running (SQLite) or must be idle (PostgreSQL).
/// Goes around the operations on purpose: it makes the state to measure on, not the records of
/// work.
int run_fill(const Config& config, std::int64_t count);

/// The same with cases of hotline 111, one person and three turns of the timeline each; every tenth
/// is led by `tuvan1`.
int run_fill_cases(const Config& config, std::int64_t count);

/// The same with cases of two victims each, two needs of each, and a referral in every fifth: what
/// statistics read.
int run_fill_victims(const Config& config, std::int64_t count);

/// Reads the records of each unit of the last year as statistics do, and says how long that took.
int run_read_facts(const Config& config);

/// Measures the search of persons among `count` invented names, without server and database.
int run_names(std::int64_t count);

}  // namespace hd
