#include "cases/api_search.h"

#include <utility>

#include "cases/limits.h"
#include "directory/operations.h"
#include "server/names.h"

namespace hd::cases {
namespace {

constexpr std::size_t kQueryMax = 200;
constexpr std::int64_t kFirstYear = 1900;
constexpr std::int64_t kLastYear = 2100;

enum class Answered { contact, share, refuse };
constexpr auto kAnsweredNames = std::to_array<base::EnumName<Answered>>({
    {Answered::contact, "contact"},
    {Answered::share, "share"},
    {Answered::refuse, "refuse"},
});

base::Result<Reply> search(PersonSearch& names, Transaction& tx, const Call& call) {
  platform::JsonReader in(call.body);
  NameQuery query{.text = in.text("query", kQueryMax)};
  if (const auto year = in.optional_number("birth_year", kFirstYear, kLastYear)) {
    query.birth_year = static_cast<int>(*year);
  }
  query.sex = in.optional_code("sex");
  const auto read = in.finish(std::move(query));
  if (!read) return read.error();
  const auto hits = names.search(tx, {call.actor, call.now}, *read);
  if (!hits) return hits.error();
  platform::JsonArray items;
  for (const PersonHit& hit : *hits) {
    items.emplace_back(JsonObject{{"person_id", hit.hit.person},
                                  {"case_id", hit.hit.case_file},
                                  {"case_number", hit.case_number},
                                  {"position", hit.position},
                                  {"match", base::name_of(kMatchNames, hit.hit.match)},
                                  {"birth_year", hit.hit.birth_year_known ? "fits" : "unknown"}});
  }
  return server::ok(JsonObject{{"items", std::move(items)}});
}

Json to_json(Transaction& tx, const Call& call, const DuplicateQuestion& question) {
  const bool answered = !question.answer.empty();
  return JsonObject{
      {"id", question.id},
      {"state", answered ? "answered" : "waiting"},
      {"basis", question.basis},
      {"case_id", question.case_file},
      {"case_number", question.case_number},
      {"position", question.position},
      {"asker_organisation_name", directory::current(tx).name(question.asker_org, call.today())},
      {"asked_at", question.asked_at},
      {"answer", text_or_null(question.answer)},
      {"answered_at", question.answered_at}};
}

base::Result<Reply> list_checks(PersonSearch& names, Transaction& tx, const Call& call) {
  const auto id = CaseId::parse(call.query("case_id"));
  if (!id) return base::not_found();
  const auto questions = names.questions(tx, {call.actor, call.now}, *id);
  if (!questions) return questions.error();
  platform::JsonArray items;
  for (const auto& question : *questions) items.push_back(to_json(tx, call, question));
  return server::ok(JsonObject{{"items", std::move(items)}});
}

base::Result<Reply> answer_check(PersonSearch& names, Transaction& tx, const Call& call) {
  platform::JsonReader in(call.body);
  const auto choice = in.choice("answer", kAnsweredNames);
  std::string note = in.optional_text("note", kAnswerNoteMax);
  const auto read = in.finish(
      PersonSearch::Answer{std::string(base::name_of(kAnsweredNames, choice)), std::move(note)});
  if (!read) return read.error();
  const auto question =
      names.answer(tx, {call.actor, call.now}, call.path.find("id")->second, *read);
  if (!question) return question.error();
  return server::ok(to_json(tx, call, *question));
}

}  // namespace

void add_search_routes(server::Router& router, PersonSearch& names) {
  const auto handler = [&names](auto function) {
    return
        [&names, function](Transaction& tx, const Call& call) { return function(names, tx, call); };
  };
  router.sensitive_read("POST", "/api/v1/person-searches", Permission::persons_search,
                        handler(search));
  router.sensitive_read("GET", "/api/v1/duplicate-checks", Permission::cases_manage,
                        handler(list_checks));
  router.write("POST", "/api/v1/duplicate-checks/{id}/answers", Permission::cases_manage,
               handler(answer_check));
}

}  // namespace hd::cases
