#include "bench/bench.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

#include "base/ordered_id.h"
#include "base/time.h"
#include "bench/client.h"
#include "platform/clock.h"
#include "platform/json.h"

namespace hd {
namespace {

using bench::Client;
using SteadyClock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

/// A signed-in session as header lines.
struct Session {
  std::string read_headers;
  std::string write_headers;  ///< with the CSRF token; the idempotency key is added per request
  std::string hotline;        ///< organisation of the first post
};

const platform::Json& member(const platform::Json& json, std::string_view name) {
  const auto* found = json.member(name);
  if (found == nullptr) throw std::runtime_error("the answer has no " + std::string(name));
  return *found;
}

const std::string& text(const platform::Json& json, std::string_view name) {
  const auto* value = member(json, name).get_if<std::string>();
  if (value == nullptr) throw std::runtime_error("the answer has no text " + std::string(name));
  return *value;
}

platform::Json parsed(const bench::Answer& answer, int expected) {
  if (answer.status != expected) {
    throw std::runtime_error("answer " + std::to_string(answer.status) + ": " + answer.body);
  }
  auto json = platform::parse_json(answer.body);
  if (!json) throw std::runtime_error("the answer is not JSON");
  return *std::move(json);
}

Session sign_in(const bench::Address& address, const BenchOptions& options,
                const std::string& username) {
  Client client(address);
  const std::string origin =
      "Origin: http://" + address.host + ":" + std::to_string(address.port) + "\r\n";
  const platform::Json body = platform::JsonObject{
      {"username", username}, {"password", options.password}, {"totp", options.totp}};
  const auto answer = client.send("POST", "/api/v1/sessions", origin, body.dump());
  const auto json = parsed(answer, 201);
  const auto cookie = answer.headers.find("hd_session=");
  if (cookie == std::string::npos) throw std::runtime_error("no session cookie");
  const auto end = answer.headers.find(';', cookie);
  const std::string line =
      "Cookie: " + answer.headers.substr(cookie, end - cookie) + "\r\n" + origin;
  const auto* posts = member(json, "posts").get_if<platform::JsonArray>();
  return {.read_headers = line,
          .write_headers = line + "X-CSRF-Token: " + text(json, "csrf_token") + "\r\n",
          .hotline = posts->empty() ? "" : text(posts->front(), "organisation_id")};
}

/// What one client does again and again. Returns the time of the part that is measured.
using Turn = std::function<Milliseconds(Client&)>;

struct Scenario {
  std::string account;  ///< of the demo data
  std::string what;
  std::function<Turn(const bench::Address&, const Session&)> prepare;
};

std::string new_key() {
  return "Idempotency-Key: " + base::ordered_uuid(platform::system_clock()()) + "\r\n";
}

Milliseconds timed(const std::function<bench::Answer()>& request, int expected) {
  const auto begun = SteadyClock::now();
  const auto answer = request();
  const Milliseconds took = SteadyClock::now() - begun;
  if (answer.status != expected) {
    throw std::runtime_error("answer " + std::to_string(answer.status) + ": " + answer.body);
  }
  return took;
}

std::string new_contact(const Session& session) {
  const auto now = platform::system_clock()();
  return platform::Json(platform::JsonObject{{"hotline_id", session.hotline},
                                             {"channel", "phone_111"},
                                             {"direction", "in"},
                                             {"started_at", now},
                                             {"kind", "information"},
                                             {"topics", platform::JsonArray{"safe_migration"}},
                                             {"caller_relation", "public"},
                                             {"province", "01"},
                                             {"phone", "0900 000 001"},
                                             {"summary", "Hỏi về tổng đài (dữ liệu đo)."}})
      .dump();
}

Turn get(const Session& session, const std::string& path) {
  return [session, path](Client& client) {
    return timed([&] { return client.send("GET", path, session.read_headers, ""); }, 200);
  };
}

Turn create_contact(const Session& session) {
  return [session](Client& client) {
    const std::string body = new_contact(session);
    return timed(
        [&] {
          return client.send("POST", "/api/v1/contacts", session.write_headers + new_key(), body);
        },
        201);
  };
}

/// Measures the finalising only; the draft is made before, outside the time.
Turn finalise_contact(const Session& session) {
  return [session](Client& client) {
    const auto made = parsed(client.send("POST", "/api/v1/contacts",
                                         session.write_headers + new_key(), new_contact(session)),
                             201);
    const std::string path = "/api/v1/contacts/" + text(made, "id") + "/finalisations";
    return timed(
        [&] {
          return client.send("POST", path, session.write_headers + new_key(), R"({"version":1})");
        },
        200);
  };
}

/// Opens the same fifty records in turn, each time with an audit entry.
Turn read_contact(const bench::Address& address, const Session& session) {
  Client client(address);
  const auto list =
      parsed(client.send("GET", "/api/v1/contacts?limit=50", session.read_headers, ""), 200);
  std::vector<std::string> paths;
  for (const auto& item : *member(list, "items").get_if<platform::JsonArray>()) {
    paths.push_back("/api/v1/contacts/" + text(item, "id"));
  }
  if (paths.empty()) throw std::runtime_error("there is no conversation to read");
  const auto next = std::make_shared<std::atomic<std::size_t>>(0);
  return [session, paths, next](Client& each) {
    const std::string& path = paths[next->fetch_add(1) % paths.size()];
    return timed([&] { return each.send("GET", path, session.read_headers, ""); }, 200);
  };
}

std::vector<std::string> cases_of(const bench::Address& address, const Session& session) {
  Client client(address);
  const auto list = parsed(
      client.send("GET", "/api/v1/cases?limit=50&scope=mine", session.read_headers, ""), 200);
  std::vector<std::string> paths;
  for (const auto& item : *member(list, "items").get_if<platform::JsonArray>()) {
    paths.push_back("/api/v1/cases/" + text(item, "id"));
  }
  if (paths.empty()) throw std::runtime_error("there is no case to read");
  return paths;
}

/// Fifty cases, or a part of them, in turn.
Turn read_cases(const bench::Address& address, const Session& session, const std::string& part) {
  const auto paths = cases_of(address, session);
  const auto next = std::make_shared<std::atomic<std::size_t>>(0);
  return [session, paths, part, next](Client& each) {
    const std::string path = paths[next->fetch_add(1) % paths.size()] + part;
    return timed([&] { return each.send("GET", path, session.read_headers, ""); }, 200);
  };
}

/// Starts a case and moves it on; the starting is outside the time.
Turn change_case_status(const Session& session) {
  return [session](Client& client) {
    const auto made =
        parsed(client.send("POST", "/api/v1/cases", session.write_headers + new_key(),
                           R"({"entry_road":"hotline","person":{"kind":"suspected_victim"}})"),
               201);
    const std::string path = "/api/v1/cases/" + text(made, "id") + "/status-changes";
    return timed(
        [&] {
          return client.send("POST", path, session.write_headers + new_key(),
                             R"({"version":1,"action":"start_support"})");
        },
        200);
  };
}

Turn search_persons(const Session& session) {
  return [session](Client& client) {
    return timed(
        [&] {
          return client.send("POST", "/api/v1/person-searches", session.write_headers,
                             R"({"query":"nhan vat do 4711"})");
        },
        200);
  };
}

Turn hotline_report(const Session& session) {
  const base::Date today = base::local_date(platform::system_clock()());
  return get(session, "/api/v1/reports/hotline?hotline_id=" + session.hotline +
                          "&from=" + base::to_text(base::plus_days(today, -364)) +
                          "&to=" + base::to_text(today));
}

const std::map<std::string, Scenario>& scenarios() {
  static const std::map<std::string, Scenario> all{
      {"live",
       {"tuvan1", "GET /livez: what the HTTP server alone can do",
        [](const auto&, const Session& session) { return get(session, "/livez"); }}},
      {"create-contact",
       {"tuvan1", "POST /contacts: durable, audited",
        [](const auto&, const Session& session) { return create_contact(session); }}},
      {"finalise",
       {"tuvan1", "POST /contacts/{id}/finalisations: durable, audited, numbered",
        [](const auto&, const Session& session) { return finalise_contact(session); }}},
      {"read-contact",
       {"tuvan1", "GET /contacts/{id}: audited, opened from envelopes", read_contact}},
      {"contact-list",
       {"tuvan1", "GET /contacts?limit=50, newest first",
        [](const auto&, const Session& session) {
          return get(session, "/api/v1/contacts?limit=50");
        }}},
      {"deadline-board",
       {"lanhdao111", "GET /duty-boards/current",
        [](const auto&, const Session& session) {
          return get(session, "/api/v1/duty-boards/current?scope=organisation");
        }}},
      {"organisations",
       {"tuvan1", "GET /organisations?limit=50: unaudited read",
        [](const auto&, const Session& session) {
          return get(session, "/api/v1/organisations?limit=50");
        }}},
      {"case-list",
       {"tuvan1", "GET /cases?limit=50&scope=mine, latest change first",
        [](const auto&, const Session& session) {
          return get(session, "/api/v1/cases?limit=50&scope=mine");
        }}},
      {"read-case",
       {"tuvan1", "GET /cases/{id}: audited, opened from envelopes",
        [](const auto& address, const Session& session) {
          return read_cases(address, session, "");
        }}},
      {"case-timeline",
       {"tuvan1", "GET /cases/{id}/timeline: audited",
        [](const auto& address, const Session& session) {
          return read_cases(address, session, "/timeline");
        }}},
      {"change-status",
       {"tuvan1", "POST /cases/{id}/status-changes: durable, audited",
        [](const auto&, const Session& session) { return change_case_status(session); }}},
      {"person-search",
       {"tuvan1", "POST /person-searches: audited, names in memory",
        [](const auto&, const Session& session) { return search_persons(session); }}},
      {"hotline-report",
       {"lanhdao111", "GET /reports/hotline over twelve months",
        [](const auto&, const Session& session) { return hotline_report(session); }}},
  };
  return all;
}

struct Outcome {
  std::vector<double> milliseconds;
  std::int64_t errors = 0;
  std::string first_error;
  double seconds = 0;
};

Outcome drive(const bench::Address& address, const Turn& turn, int clients, int seconds) {
  Outcome outcome;
  std::mutex mutex;  // guards outcome
  const auto begun = SteadyClock::now();
  const auto end = begun + std::chrono::seconds(seconds);
  std::vector<std::jthread> threads;
  for (int i = 0; i < clients; ++i) {
    threads.emplace_back([&] {
      Client client(address);
      std::vector<double> mine;
      std::int64_t errors = 0;
      std::string error;
      while (SteadyClock::now() < end && errors < 100) {
        try {
          mine.push_back(turn(client).count());
        } catch (const std::exception& failure) {
          ++errors;
          error = failure.what();
        }
      }
      const std::lock_guard lock(mutex);
      outcome.milliseconds.insert(outcome.milliseconds.end(), mine.begin(), mine.end());
      outcome.errors += errors;
      if (outcome.first_error.empty()) outcome.first_error = error;
    });
  }
  threads.clear();
  outcome.seconds = std::chrono::duration<double>(SteadyClock::now() - begun).count();
  std::ranges::sort(outcome.milliseconds);
  return outcome;
}

double percentile(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return 0;
  const auto index = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
  return sorted[index];
}

void print(const BenchOptions& options, const Outcome& outcome) {
  const double rate = static_cast<double>(outcome.milliseconds.size()) / outcome.seconds;
  const double p50 = percentile(outcome.milliseconds, 0.50);
  const double p99 = percentile(outcome.milliseconds, 0.99);
  const char* format =
      options.json
          ? "{\"scenario\":\"%s\",\"clients\":%d,\"seconds\":%.1f,\"requests\":%zu,"
            "\"errors\":%lld,\"per_second\":%.0f,\"p50_ms\":%.2f,\"p99_ms\":%.2f}\n"
          : "%-16s %3d clients %5.1f s %8zu requests %4lld errors %8.0f/s  p50 %7.2f ms  p99 "
            "%7.2f ms\n";
  std::printf(format, options.scenario.c_str(), options.clients, outcome.seconds,
              outcome.milliseconds.size(), static_cast<long long>(outcome.errors), rate, p50, p99);
}

}  // namespace

int run_bench(const BenchOptions& options) {
  const auto found = scenarios().find(options.scenario);
  if (found == scenarios().end()) {
    for (const auto& [name, scenario] : scenarios()) {
      std::fprintf(stderr, "  %-16s %s\n", name.c_str(), scenario.what.c_str());
    }
    return 2;
  }
  const auto address = bench::parse_url(options.url);
  const auto& account = options.username.empty() ? found->second.account : options.username;
  const Session session = sign_in(address, options, account);
  const Turn turn = found->second.prepare(address, session);
  const Outcome outcome = drive(address, turn, options.clients, options.seconds);
  print(options, outcome);
  if (outcome.errors > 0) std::fprintf(stderr, "first error: %s\n", outcome.first_error.c_str());
  return outcome.errors == 0 && !outcome.milliseconds.empty() ? 0 : 1;
}

}  // namespace hd
