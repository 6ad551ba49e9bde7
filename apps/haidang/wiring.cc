// How the parts are joined: who gets what, which content comes first, every route in one list.

#include <algorithm>

#include "accounts/api.h"
#include "calendar/api.h"
#include "cases/api.h"
#include "cases/api_care.h"
#include "cases/api_search.h"
#include "commands.h"
#include "connections/api.h"
#include "directory/api.h"
#include "directory/operations.h"
#include "documents/api.h"
#include "documents/operations_templates.h"
#include "duties/api.h"
#include "duties/view.h"
#include "files/api.h"
#include "parts.h"
#include "platform/embedded.h"
#include "platform/era.h"
#include "referrals/api.h"
#include "reporting/api.h"
#include "reporting/operations_month.h"
#include "statistics/api.h"
#include "statistics/operations_goal.h"
#include "statistics/series.h"
#include "work.h"

namespace hd {
namespace {

/// Lines of one kind in "my work".
constexpr std::size_t kShown = 50;

}  // namespace

App::App(const Config& given, base::Clock now, std::unique_ptr<platform::Database> opened,
         std::unique_ptr<vault::Vault> keys)
    : config(given),
      clock(std::move(now)),
      database(std::move(opened)),
      vault(std::move(keys)),
      accounts(*database, *vault, {.insecure_test_mode = config.insecure_test_mode}),
      calendar([](platform::Transaction& tx, base::Timestamp now_, const access::Actor& actor,
                  base::Date changed) { duties::recompute(tx, now_, actor, changed); }),
      duties(*vault),
      documents(*vault,
                [this](platform::Transaction& tx, base::Timestamp at, const access::Actor& actor,
                       const documents::Document& document) {
                  if (document.kind == "written_report" && document.subject_kind == "connection") {
                    connections.report_issued(tx, {actor, at}, document.subject_id);
                  }
                  reporting::monthly_report_issued(tx, at, actor, document);
                }),
      contacts(*vault),
      attachments(attachment_parts()),
      cases(*vault, contacts,
            [this](platform::Transaction& tx, const cases::Who& who, const cases::CaseId& id) {
              const auto found = referrals.list(tx, who, {.case_file = id.str(), .limit = 200});
              return std::ranges::any_of(found->items, [](const referrals::Seen& seen) {
                return !referrals::has_ended(seen.referral.status);
              });
            }),
      consents(*vault),
      overrides(*vault),
      risks(*vault, duties),
      identifications(*vault, duties),
      person_search(*vault),
      connections(*vault, contacts, documents, duties),
      referrals(*vault, duties),
      reports(contacts, documents, statistics::check_series),
      group_report(connections, referrals, documents),
      sources(*vault, &reports.facts()),
      statistics({.vault = *vault,
                  .documents = documents,
                  .source_of = [this](statistics::Unit unit) { return sources.of(unit); },
                  .lines_of =
                      [this](platform::Transaction& tx, const statistics::Who& who,
                             statistics::Unit unit, const std::vector<std::string>& ids) {
                        return sources.lines(unit, tx, who, ids);
                      }}),
      releases(*vault, documents),
      router({.database = *database,
              .vault = *vault,
              .clock = clock,
              .authenticate = accounts::authenticator(accounts),
              .insecure_test_mode = config.insecure_test_mode}),
      events({.database = *database,
              .clock = clock,
              .authenticate = accounts::authenticator(accounts),
              .era = platform::era()}),
      health({.database = *database,
              .clock = clock,
              .data_dir = config.data_dir,
              .metrics_token = config.metrics_token}),
      files(platform::embedded_files(), "web/dist/") {}

void App::load_first_content() {
  database->write([this](platform::Transaction& tx) {
    directory::load_first_content(tx);
    calendar::load_first_content(tx);
    cases::load_routes(tx);
    files::load_first_content(tx);
    statistics::load_first_content(tx);
    documents::load_first_template(tx, clock());
    statistics::load_disclosure_rules(tx);
    statistics::load_goal_rules(tx);
    return base::Done{};
  });
}

void App::add_routes() {
  server::add_meta_routes(router, version(), config.insecure_test_mode);
  server::add_event_route(router, events);
  accounts::add_routes(router, accounts);
  accounts::add_view_routes(router, *vault);
  directory::add_routes(router);
  calendar::add_routes(router, calendar);
  duties::add_routes(router, duties);
  documents::add_routes(router, documents, *vault);
  cases::add_search_routes(router, person_search);
  files::add_routes(router, attachments, *vault, *database);
  contacts::add_routes(router, contact_parts());
  cases::add_care_routes(router, {.consents = consents,
                                  .overrides = overrides,
                                  .risks = risks,
                                  .identifications = identifications,
                                  .vault = *vault});
  cases::add_routes(router,
                    {.operations = cases,
                     .duties = duties,
                     .vault = *vault,
                     .may_open_contact = [this](platform::Transaction& tx, const cases::Who& who,
                                                const contacts::ContactId& id) {
                       return contacts.may_open(tx, who, id);
                     }});
  connections::add_routes(router, connections, documents, *vault);
  referrals::add_routes(router, referrals, *vault);
  reporting::add_routes(router, {.operations = reports,
                                 .group = group_report,
                                 .contacts = contacts,
                                 .documents = documents,
                                 .vault = *vault,
                                 .connection_lines =
                                     [this](platform::Transaction& tx, const server::Call& call,
                                            const std::vector<connections::Seen>& found) {
                                       return connections::summaries(tx, *vault, call, found);
                                     },
                                 .referral_lines =
                                     [this](platform::Transaction& tx, const server::Call& call,
                                            const std::vector<referrals::Seen>& found) {
                                       return referrals::summaries(tx, *vault, call, found);
                                     }});
  statistics::add_routes(router, {.operations = statistics, .releases = releases, .vault = *vault});
  add_work_route(*this);
}

contacts::ApiParts App::contact_parts() {
  return {.operations = contacts,
          .vault = *vault,
          .connections = [this](platform::Transaction& tx, const server::Call& call,
                                const contacts::ContactId& id) -> platform::Json {
            const auto found = connections.of_contact(tx, {call.actor, call.now}, id);
            return connections::links(tx, *vault, call, found);
          },
          .cases = [this](platform::Transaction& tx, const server::Call& call,
                          const contacts::ContactId& id) -> platform::Json {
            return cases::links(cases.of_contact(tx, {call.actor, call.now}, id));
          },
          .duties = [this](platform::Transaction& tx, const server::Call& call,
                           const contacts::ContactId& id) -> platform::Json {
            platform::JsonArray clocks;
            for (const auto& view : duties.of_subject(tx, call.now, call.actor, id.str())) {
              clocks.emplace_back(duties::to_json(view));
            }
            return clocks;
          }};
}

platform::JsonArray App::waiting_connections(platform::Transaction& tx, const server::Call& call) {
  const auto found = connections.waiting(tx, {call.actor, call.now}, kShown);
  return connections::summaries(tx, *vault, call, found);
}

platform::JsonArray App::waiting_referrals(platform::Transaction& tx, const server::Call& call) {
  const auto found = referrals.waiting(tx, {call.actor, call.now}, kShown);
  return referrals::summaries(tx, *vault, call, found);
}

}  // namespace hd
