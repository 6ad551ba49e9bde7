#include "platform/postgres_servers.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <libpq-fe.h>

#include "platform/era.h"
#include "platform/fail_stop.h"

namespace hd::platform {
namespace {

// 0 on a standby, which has no timeline of its own. A write-ahead file begins with its timeline.
constexpr const char* kTimeline =
    "SELECT CASE WHEN pg_is_in_recovery() THEN 0 ELSE "
    "('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint END AS timeline";

std::vector<std::string> parts_of(std::string_view list) {
  std::vector<std::string> parts(1);
  for (const char c : list) {
    if (c == ',') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

std::string quoted_value(std::string_view value) {
  std::string text = "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\') text += '\\';
    text += c;
  }
  return text + "' ";
}

using Options = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

/// "" when it is not there.
std::string_view value_of(const PQconninfoOption* option, std::string_view name) {
  for (; option->keyword != nullptr; ++option) {
    if (name == option->keyword) return option->val == nullptr ? "" : option->val;
  }
  return {};
}

/// Is the option one of those that are given for each host?
bool is_per_host(std::string_view name) {
  return name == "host" || name == "hostaddr" || name == "port";
}

}  // namespace

std::vector<std::string> one_for_each_host(const std::string& url) {
  const Options options(PQconninfoParse(url.c_str(), nullptr), &PQconninfoFree);
  if (!options) return {url};
  const auto hosts = std::max(parts_of(value_of(options.get(), "host")).size(),
                              parts_of(value_of(options.get(), "hostaddr")).size());
  if (hosts == 1) return {url};
  std::vector<std::string> each(hosts);
  for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val == nullptr) continue;
    const auto parts = is_per_host(option->keyword) ? parts_of(option->val)
                                                    : std::vector<std::string>{option->val};
    for (std::size_t i = 0; i < hosts; ++i) {
      each[i] +=
          option->keyword + std::string("=") + quoted_value(parts[std::min(i, parts.size() - 1)]);
    }
  }
  return each;
}

PostgresServers::Found PostgresServers::open(std::size_t index) const {
  auto connection = std::make_unique<PostgresConnection>(each_[index]);
  const auto timeline = connection->query(kTimeline, {}).at(0).number("timeline");
  return {std::move(connection), index, timeline};
}

PostgresServers::Found PostgresServers::newest() const {
  Found best;
  std::string why;
  for (std::size_t i = 0; i < each_.size(); ++i) {
    try {
      auto found = open(i);
      if (!best.connection || found.timeline > best.timeline) best = std::move(found);
    } catch (const DbError& error) {
      why += error.what();
    }
  }
  if (!best.connection) throw DbError(DbProblem::unavailable, why);
  return best;
}

std::unique_ptr<PostgresConnection> PostgresServers::accepted(Found found) {
  const std::lock_guard lock(mutex_);
  if (timeline_ != 0 && found.timeline > timeline_) {
    fail_stop("database.promoted", found.timeline);
  }
  if (found.timeline < timeline_) {
    last_.reset();
    throw DbError(DbProblem::unavailable, "this server was replaced by another one");
  }
  timeline_ = found.timeline;
  set_era(timeline_);
  last_ = found.index;
  return std::move(found.connection);
}

std::unique_ptr<PostgresConnection> PostgresServers::connect() {
  std::optional<std::size_t> last;
  {
    const std::lock_guard lock(mutex_);
    last = last_;
  }
  if (last) {
    try {
      return accepted(open(*last));
    } catch (const DbError&) {
      if (each_.size() == 1) throw;
    }
  }
  return accepted(newest());
}

void PostgresServers::doubt() {
  const std::lock_guard lock(mutex_);
  last_.reset();
}

}  // namespace hd::platform
