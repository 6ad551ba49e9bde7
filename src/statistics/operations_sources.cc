#include "statistics/operations_sources.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "base/time.h"
#include "cases/operations_counted.h"
#include "connections/operations_counted.h"
#include "contacts/operations_closed.h"
#include "directory/operations.h"
#include "duties/operations_counted.h"
#include "referrals/operations_counted.h"
#include "statistics/operations_goal.h"
#include "statistics/record_facts.h"

namespace hd::statistics {
namespace {

using platform::Transaction;
using Each = std::function<void(const Fact&)>;

/// One reading: what it is for, and how far it is.
class Reading {
 public:
  Reading(Transaction& open, vault::Vault& keys, const Days& days, const Progress& progress)
      : tx(open),
        vault(keys),
        from(base::start_of_day(days.from)),
        until(base::end_of_day(days.to)),
        lists(directory::current(open)),
        progress_(progress) {}

  void begin(std::int64_t total) {
    total_ = total;
    tell();
  }
  /// One more record was read. Tells from time to time, so that nobody waits for a stop.
  void step() {
    constexpr std::int64_t kEvery = 500;
    if (++done_ % kEvery == 0) tell();
  }

  Transaction& tx;
  vault::Vault& vault;
  const base::Timestamp from, until;
  const Lists lists;

 private:
  void tell() const {
    if (progress_) progress_(done_, total_);
  }

  const Progress& progress_;
  std::int64_t done_ = 0, total_ = 0;
};

/// The conversations of one hotline: from memory, or still in their envelopes.
struct OfHotline {
  directory::OrgId hotline;
  std::optional<reporting::Extract> known;
};

void read_contacts(Reading& reading, reporting::Facts* conversations, const Each& each) {
  std::vector<OfHotline> parts;
  std::int64_t total = 0;
  for (const auto& hotline : contacts::hotlines_with_records(reading.tx)) {
    OfHotline part{.hotline = hotline, .known = {}};
    if (conversations != nullptr) {
      part.known = conversations->extract(reading.tx, hotline, reading.from, reading.until);
    }
    total += part.known ? static_cast<std::int64_t>(part.known->size())
                        : contacts::count_closed(reading.tx, hotline, reading.from, reading.until);
    parts.push_back(std::move(part));
  }
  reading.begin(total);
  const auto add = [&](const contacts::Closed& contact) {
    each(fact_of(contact, reading.lists));
    reading.step();
  };
  for (OfHotline& part : parts) {
    if (part.known) {
      part.known->each(add);
      part.known.reset();
    } else {
      contacts::scan_closed(reading.tx, reading.vault, part.hotline, reading.from, reading.until,
                            add);
    }
  }
}

void read_cases(Reading& reading, const Each& each) {
  reading.begin(cases::count_opened(reading.tx, reading.from, reading.until));
  cases::scan_opened(reading.tx, reading.vault, reading.from, reading.until, cases::Depth::heads,
                     [&](const std::vector<cases::CountedCase>& page) {
                       for (const auto& record : page) {
                         each(fact_of(record, reading.lists));
                         reading.step();
                       }
                     });
}

using AskedByPerson = std::map<cases::PersonId, std::vector<ServiceAsked>>;

/// What referrals asked for the people of these cases.
AskedByPerson asked_in_referrals(Reading& reading, const std::vector<cases::CountedCase>& page) {
  std::vector<cases::CaseId> ids;
  for (const auto& record : page) ids.push_back(record.id);
  AskedByPerson asked;
  referrals::scan_of_cases(reading.tx, reading.vault, ids,
                           [&](const referrals::CountedReferral& referral) {
                             auto& hers = asked[referral.person];
                             for (auto& one : asked_by(referral)) hers.push_back(std::move(one));
                           });
  return asked;
}

void read_persons(Reading& reading, const Each& each) {
  const auto rules = goal_rules(reading.tx);
  reading.begin(cases::count_opened(reading.tx, reading.from, reading.until));
  cases::scan_opened(reading.tx, reading.vault, reading.from, reading.until, cases::Depth::people,
                     [&](const std::vector<cases::CountedCase>& page) {
                       const auto referred = asked_in_referrals(reading, page);
                       for (const auto& record : page) {
                         for (const auto& person : record.victims) {
                           auto asked = needs_of(record, person);
                           if (const auto more = referred.find(person.id); more != referred.end()) {
                             asked.insert(asked.end(), more->second.begin(), more->second.end());
                           }
                           each(fact_of(record, person, asked, reading.lists, rules));
                         }
                         reading.step();
                       }
                     });
}

void read_services(Reading& reading, const Each& each) {
  reading.begin(connections::count_sent(reading.tx, reading.from, reading.until) +
                cases::count_needs(reading.tx, reading.from, reading.until));
  connections::scan_sent(reading.tx, reading.vault, reading.from, reading.until,
                         [&](const connections::Connection& sent) {
                           for (const Fact& fact : facts_of(sent, reading.lists)) each(fact);
                           reading.step();
                         });
  cases::scan_needs(reading.tx, reading.vault, reading.from, reading.until,
                    [&](const cases::NeedOfCase& need) {
                      each(fact_of(need, reading.lists));
                      reading.step();
                    });
}

void read_referrals(Reading& reading, const Each& each) {
  reading.begin(referrals::count_sent(reading.tx, reading.from, reading.until));
  referrals::scan_sent(reading.tx, reading.vault, reading.from, reading.until,
                       [&](const referrals::CountedReferral& sent) {
                         each(fact_of(sent, reading.lists));
                         reading.step();
                       });
}

void read_duties(Reading& reading, base::Timestamp now, const Each& each) {
  reading.begin(duties::count_started(reading.tx, reading.from, reading.until));
  duties::scan_started(reading.tx, reading.from, reading.until,
                       [&](const duties::Duty& duty, base::Timestamp recorded) {
                         each(fact_of(duty, recorded, now, reading.lists));
                         reading.step();
                       });
}

void read_all(Unit unit, Reading& reading, reporting::Facts* conversations, base::Timestamp now,
              const Each& each) {
  switch (unit) {
    case Unit::contact:
      return read_contacts(reading, conversations, each);
    case Unit::case_file:
      return read_cases(reading, each);
    case Unit::person:
      return read_persons(reading, each);
    case Unit::service_event:
      return read_services(reading, each);
    case Unit::referral_event:
      return read_referrals(reading, each);
    case Unit::duty:
      return read_duties(reading, now, each);
  }
}

struct Subject {
  std::string kind, id;
};

/// What somebody may open, by the words that duties and services use for it. The number, or
/// nullopt.
class Doors {
 public:
  Doors(Transaction& tx, vault::Vault& vault, const contacts::Who& who)
      : tx_(tx), vault_(vault), who_(who) {}

  std::optional<std::string> open(std::string_view kind, const std::string& id) const {
    if (kind == "contact") {
      return if_id<contacts::ContactId>(
          id, [&](const auto& contact) { return contacts::number_if_open(tx_, who_, contact); });
    }
    if (kind == "case") return in_module<cases::CaseId>(id);
    if (kind == "person") return in_module<cases::PersonId>(id);
    if (kind == "connection") return in_module<connections::ConnectionId>(id);
    if (kind == "referral") return in_module<referrals::ReferralId>(id);
    return std::nullopt;
  }

  /// A service opens with the case or the connection that asks for it.
  std::optional<std::string> open_service(const std::string& id, Subject& subject) const {
    const auto need = cases::NeedId::parse(id);
    if (!need) return std::nullopt;
    if (const auto file = cases::case_of(tx_, *need)) {
      subject = {"case", file->str()};
      return number_of(*file);
    }
    for (std::size_t number = 1; number <= kNeedsMax; ++number) {
      const auto connection = asking_connection(id, number);
      auto found = connection ? number_of(*connection) : std::nullopt;
      if (!found) continue;
      subject = {"connection", connection->str()};
      return found;
    }
    return std::nullopt;
  }

  /// A duty opens with what it is about; one about no record, for those who see the duty.
  std::optional<std::string> open_duty(const std::string& id, Subject& subject) const {
    const auto duty_id = duties::DutyId::parse(id);
    const auto duty = duty_id ? duties::counted_duty(tx_, *duty_id) : std::nullopt;
    if (!duty) return std::nullopt;
    subject = {duty->subject_kind, duty->subject_id};
    if (is_record(subject.kind)) return open(subject.kind, subject.id);
    const bool sees =
        duties::allowed(who_.actor, access::Permission::duties_read, *duty, who_.today());
    return sees ? std::optional(duty->subject_number) : std::nullopt;
  }

 private:
  static bool is_record(std::string_view kind) {
    constexpr auto kRecords =
        std::to_array<std::string_view>({"contact", "case", "person", "connection", "referral"});
    return std::ranges::find(kRecords, kind) != kRecords.end();
  }
  template <class Id, class Ask>
  static std::optional<std::string> if_id(const std::string& text, const Ask& ask) {
    const auto id = Id::parse(text);
    return id ? ask(*id) : std::nullopt;
  }
  template <class Id>
  std::optional<std::string> in_module(const std::string& text) const {
    return if_id<Id>(text, [&](const Id& id) { return number_of(id); });
  }
  std::optional<std::string> number_of(const cases::CaseId& id) const {
    return cases::number_if_open(tx_, vault_, who_, id);
  }
  std::optional<std::string> number_of(const cases::PersonId& id) const {
    return cases::number_if_open(tx_, vault_, who_, id);
  }
  std::optional<std::string> number_of(const connections::ConnectionId& id) const {
    return connections::number_if_open(tx_, vault_, who_, id);
  }
  std::optional<std::string> number_of(const referrals::ReferralId& id) const {
    return referrals::number_if_open(tx_, vault_, who_, id);
  }

  Transaction& tx_;
  vault::Vault& vault_;
  const contacts::Who& who_;
};

std::string_view kind_of(Unit unit) {
  switch (unit) {
    case Unit::contact:
      return "contact";
    case Unit::case_file:
      return "case";
    case Unit::person:
      return "person";
    case Unit::referral_event:
      return "referral";
    case Unit::service_event:
    case Unit::duty:
      return "";
  }
  return "";
}

}  // namespace

Source Sources::of(Unit unit) const {
  return [unit, &vault = vault_, conversations = conversations_](
             Transaction& tx, base::Timestamp now, const Days& days, const Progress& progress,
             const Each& each) {
    Reading reading(tx, vault, days, progress);
    read_all(unit, reading, conversations, now, each);
  };
}

Line Sources::line(Unit unit, Transaction& tx, const contacts::Who& who,
                   const std::string& id) const {
  const Doors doors(tx, vault_, who);
  Subject subject{std::string(kind_of(unit)), id};
  std::optional<std::string> number;
  if (unit == Unit::duty) {
    number = doors.open_duty(id, subject);
  } else if (unit == Unit::service_event) {
    number = doors.open_service(id, subject);
  } else {
    number = doors.open(subject.kind, subject.id);
  }
  if (!number) return {.id = id};
  return {.id = id,
          .number = std::move(*number),
          .opens = true,
          .subject_kind = std::move(subject.kind),
          .subject_id = std::move(subject.id)};
}

std::vector<Line> Sources::lines(Unit unit, Transaction& tx, const contacts::Who& who,
                                 const std::vector<std::string>& ids) const {
  std::vector<Line> found;
  found.reserve(ids.size());
  for (const std::string& id : ids) found.push_back(line(unit, tx, who, id));
  return found;
}

}  // namespace hd::statistics
