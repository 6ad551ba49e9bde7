#pragma once
// What users and other modules can do with the calendar and the deadline rules.

#include <functional>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/actor.h"
#include "base/result.h"
#include "base/time.h"
#include "calendar/calendar.h"
#include "calendar/rule.h"
#include "platform/db.h"

namespace hd::calendar {

/// The calendar as stored now.
Calendar load(platform::Transaction& tx, Audience audience = Audience::public_sector);

/// The version of a rule that holds on a day; nullopt when there is none.
std::optional<Rule> rule_on(platform::Transaction& tx, std::string_view code, base::Date day);

/// The version with this id, whether it still holds or not. Throws DbError when there is none:
/// rules are never deleted.
Rule rule_by_id(platform::Transaction& tx, const RuleId& id);

/// Adds the years, days and rules of data/ that are missing; changes nothing that is there. Safe to
/// run at every start and on several nodes.
void load_first_content(platform::Transaction& tx);

/// What `haidang calendar due` does with its arguments, e.g. {"--from", "2021-02-09", "--amount",
/// "5", "--unit", "working_day"} with optional "--rollover no": writes the due date on the first
/// line, then each day off in between with its kind and basis. Needs no server and no installation:
/// it computes on `calendar`.
/// Returns the exit code: 0 fine, 1 no calendar for a year (says which on `err`), 2 wrong
/// arguments.
int run_due(const Calendar& calendar, std::span<const std::string> arguments, std::ostream& out,
            std::ostream& err);

/// The calendar of the embedded first content, for run_due without a database.
Calendar embedded_calendar();

/// Called in the transaction of a change with the changed day (or 1 January of a changed year).
using Changed =
    std::function<void(platform::Transaction&, base::Timestamp, const access::Actor&, base::Date)>;

class Operations {
 public:
  /// `changed` computes open clocks again.
  explicit Operations(Changed changed) : changed_(std::move(changed)) {}

  struct YearView {
    Year year;
    std::vector<Day> days;
  };
  /// A year without any data is answered as not known.
  YearView year(platform::Transaction& tx, int number) const;

  struct DayInput {
    std::optional<std::int64_t> version;  ///< absent: the day has no entry yet
    Day day;
    std::string reason;
  };
  /// Sets one day, records why, computes open clocks again. Audited as "calendar.day_set".
  /// Errors: conflict "stale".
  base::Result<Day> set_day(platform::Transaction& tx, base::Timestamp now,
                            const access::Actor& actor, const DayInput& input);

  struct YearInput {
    std::optional<std::int64_t> version;
    Year year;
    std::string reason;
  };
  /// Says that the calendar of a year is complete (or not any more). Audited as
  /// "calendar.year_set". Errors: conflict "stale".
  base::Result<Year> set_year(platform::Transaction& tx, base::Timestamp now,
                              const access::Actor& actor, const YearInput& input);

  std::vector<Rule> rules(platform::Transaction& tx, base::Date day) const;

  /// A new rule, or a new version from a day on: the version before it ends the day before. Kind of
  /// duty, attempts and "late is counted" are taken over from the version before. Audited as
  /// "deadline_rule.add".
  /// Errors: those of check(); conflict "deadline_rule.not_after" - a version with the same or a
  /// later start exists (params["valid_from"]).
  base::Result<Rule> add_rule(platform::Transaction& tx, base::Timestamp now,
                              const access::Actor& actor, Rule rule);

 private:
  Changed changed_;
};

}  // namespace hd::calendar
