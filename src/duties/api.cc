#include "duties/api.h"

#include <utility>

#include "server/names.h"
#include "server/remember.h"

namespace hd::duties {
namespace {

constexpr std::size_t kNoteMax = 1000;
constexpr std::size_t kReasonMax = 500;

/// The value of a query parameter; `fallback` when absent; a complaint when unknown.
template <class E, std::size_t N>
E choice(const Call& call, std::string_view key, const base::EnumNames<E, N>& names, E fallback,
         std::vector<base::FieldError>& complaints) {
  const std::string text = call.query(key);
  if (text.empty()) return fallback;
  const auto value = base::value_of(names, text);
  if (!value) complaints.push_back({std::string(key), "unknown_value"});
  return value.value_or(fallback);
}

Result<Query> read_query(const Call& call) {
  std::vector<base::FieldError> complaints;
  Query query{.scope = choice(call, "scope", kScopeNames, Scope::organisation, complaints),
              .due = choice(call, "due", kDueNames, Due::any, complaints),
              .subject_id = call.query("subject_id"),
              .cursor = call.query("cursor"),
              .limit = call.limit()};
  if (call.query("state") == "all") {
    query.state.reset();
  } else {
    query.state = choice(call, "state", kStateNames, State::open, complaints);
  }
  if (!complaints.empty()) return base::invalid(std::move(complaints));
  return query;
}

Result<Reply> list(Operations& operations, platform::Transaction& tx, const Call& call) {
  const auto query = read_query(call);
  if (!query) return query.error();
  const auto page = operations.list(tx, call.now, call.actor, *query);
  if (!page) return page.error();
  JsonArray items;
  for (const View& view : page->items) items.push_back(to_json(view));
  return server::page(std::move(items), page->next);
}

Result<Reply> show(Operations& operations, platform::Transaction& tx, const Call& call) {
  const auto id = call.id<DutyId>();
  if (!id) return id.error();
  const auto view = operations.show(tx, call.now, call.actor, *id);
  if (!view) return view.error();
  return server::ok(to_json(*view));
}

Result<Operations::Change> read_completion(const Json& body) {
  JsonReader in(body);
  return in.finish(Operations::Change{.version = in.number("version", 1, INT64_MAX),
                                      .note = in.optional_text("note", kNoteMax)});
}

Result<Operations::Change> read_cancellation(const Json& body) {
  JsonReader in(body);
  return in.finish(Operations::Change{.version = in.number("version", 1, INT64_MAX),
                                      .note = in.text("reason", kReasonMax)});
}

Result<Operations::Change> read_transfer(const Json& body) {
  JsonReader in(body);
  return in.finish(Operations::Change{.version = in.number("version", 1, INT64_MAX),
                                      .note = in.text("reason", kReasonMax),
                                      .post = in.id<access::PostId>("post_id")});
}

using Step = Result<View> (Operations::*)(platform::Transaction&, base::Timestamp,
                                          const access::Actor&, const DutyId&,
                                          const Operations::Change&);

Result<View> take(Operations& operations, platform::Transaction& tx, const Call& call,
                  const Result<Operations::Change>& change, Step step) {
  const auto id = call.id<DutyId>();
  if (!id) return id.error();
  if (!change) return change.error();
  return (operations.*step)(tx, call.now, call.actor, *id, *change);
}

Result<Reply> answer(const Result<View>& view) {
  if (!view) return view.error();
  return server::ok(to_json(*view));
}

Result<Reply> complete(Operations& operations, platform::Transaction& tx, const Call& call) {
  return answer(take(operations, tx, call, read_completion(call.body), &Operations::complete));
}

Result<Reply> cancel(Operations& operations, platform::Transaction& tx, const Call& call) {
  return answer(take(operations, tx, call, read_cancellation(call.body), &Operations::cancel));
}

Result<Reply> transfer(Operations& operations, platform::Transaction& tx, const Call& call) {
  const auto next = take(operations, tx, call, read_transfer(call.body), &Operations::transfer);
  if (!next) return next.error();
  auto reply = server::ok(to_json(*next));
  reply.status = 201;
  reply.headers.emplace_back("Location", "/api/v1/duties/" + next->duty.id.str());
  return reply;
}

Json to_json(const AgencyLine& line) {
  return JsonObject{{"organisation", JsonObject{{"id", line.org}, {"name", line.name}}},
                    {"open", line.open},
                    {"overdue", line.overdue},
                    {"done_on_time", line.done_on_time},
                    {"done_late", line.done_late}};
}

Result<Reply> board(Operations& operations, platform::Transaction& tx, const Call& call) {
  std::vector<base::FieldError> complaints;
  const Scope scope = choice(call, "scope", kScopeNames, Scope::organisation, complaints);
  if (!complaints.empty()) return base::invalid(std::move(complaints));
  const Board shown = operations.board(tx, call.now, call.actor, scope);
  JsonObject columns;
  JsonObject counts;
  for (const auto& entry : kBoardColumnNames) {
    const auto& column = shown.columns.at(static_cast<std::size_t>(entry.value));
    JsonArray cards;
    for (const View& view : column.cards) cards.push_back(to_json(view));
    columns.emplace_back(std::string(entry.name), std::move(cards));
    counts.emplace_back(std::string(entry.name), column.count);
  }
  JsonArray agencies;
  for (const AgencyLine& line : shown.by_agency) agencies.push_back(to_json(line));
  return server::ok(JsonObject{{"columns", std::move(columns)},
                               {"counts", std::move(counts)},
                               {"by_agency", std::move(agencies)},
                               {"server_time", call.now}});
}

}  // namespace

void add_routes(server::Router& router, Operations& operations) {
  const auto with = [&operations](auto handler) {
    return [&operations, handler](platform::Transaction& tx, const Call& call) {
      return handler(operations, tx, call);
    };
  };
  router.read("/api/v1/duties", Permission::duties_read, with(list));
  router.read("/api/v1/duties/{id}", Permission::duties_read, with(show));
  router.write("POST", "/api/v1/duties/{id}/completions", Permission::duties_settle,
               with(complete));
  router.write("POST", "/api/v1/duties/{id}/transfers", Permission::duties_manage, with(transfer));
  router.write("POST", "/api/v1/duties/{id}/cancellations", Permission::duties_manage,
               with(cancel));
  router.read("/api/v1/duty-boards/current", Permission::duties_read,
              server::remembered(server::end_of_log, with(board)));
}

}  // namespace hd::duties
