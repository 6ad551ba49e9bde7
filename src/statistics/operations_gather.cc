#include "statistics/operations_gather.h"

#include <algorithm>
#include <set>

#include "reporting/operations.h"
#include "statistics/series.h"

namespace hd::statistics {
namespace {

constexpr base::Date kBeginning{std::chrono::year{1990}, std::chrono::month{1},
                                std::chrono::day{1}};

std::string_view code_of(const Fact& fact, Field field) {
  for (const auto& [one, code] : fact.codes) {
    if (one == field) return code;
  }
  return {};
}

/// Opening figures of one unit of an organisation, of the latest day that has any.
struct Balances {
  base::Date as_of;
  std::vector<reporting::OpeningBalance> all;
};

using Whose = std::pair<std::string, Unit>;
using Openings = std::map<Whose, Balances>;

Openings latest(const std::vector<reporting::OpeningBalance>& all,
                const std::optional<directory::OrgId>& scope, base::Date until) {
  Openings found;
  for (const auto& one : all) {
    const auto unit = unit_of_series(one.section);
    if (!unit || one.as_of > until || (scope && one.hotline != *scope)) continue;
    auto& balances =
        found.try_emplace({one.hotline.str(), *unit}, Balances{one.as_of, {}}).first->second;
    if (balances.as_of < one.as_of) balances = {one.as_of, {}};
    if (balances.as_of == one.as_of) balances.all.push_back(one);
  }
  return found;
}

/// Puts each record where it is counted.
class Sorting {
 public:
  Sorting(const Definition& definition, const Order& order, Openings openings)
      : order_(order),
        before_(year_before(order.period)),
        openings_(std::move(openings)),
        compares_(definition.compare) {
    gathered_.cumulative = definition.cumulative;
    // Kept once, unless opening figures reach into the period and count some of it.
    gathered_.besides = true;
    for (const auto& [whose, balances] : openings_) {
      known_before_ = known_before_ || balances.as_of <= before_.to;
      if (order.period.from <= balances.as_of) gathered_.besides = false;
    }
  }

  /// So many records of the unit will be looked at; most of them are of the period.
  void expect(Unit unit, std::int64_t records) {
    into(unread_, unit).reserve(static_cast<std::size_t>(records));
  }

  Days days() const {
    const bool all = gathered_.cumulative || compares_;
    return {all ? kBeginning : order_.period.from, order_.period.to};
  }

  void add(Unit unit, const Fact& fact) {
    const std::string owner(code_of(fact, Field::owner));
    if (order_.scope && owner != order_.scope->str() &&
        code_of(fact, Field::organisation) != order_.scope->str()) {
      return;
    }
    const base::Date day = base::local_date(fact.happened);
    if (order_.period.from <= day) into(unread_, unit).add(fact);
    known_before_ = known_before_ || day <= before_.to;
    if (compares_ && before_.from <= day && day <= before_.to) {
      into(gathered_.before, unit).add(fact);
    }
    const auto opening = openings_.find({owner, unit});
    const bool is_in_opening = opening != openings_.end() && day <= opening->second.as_of;
    const bool is_there = gathered_.besides && order_.period.from <= day;
    if (gathered_.cumulative && !is_in_opening && !is_there) into(gathered_.since, unit).add(fact);
  }

  Gathered take(const std::set<Unit>& units) {
    for (const Unit unit : units) {
      gathered_.now.emplace(unit, into(unread_, unit).slice(order_.period));
      unread_.erase(unit);
      if (compares_) into(gathered_.before, unit);
      if (gathered_.cumulative) into(gathered_.since, unit);
    }
    gathered_.compares = compares_ && known_before_;
    std::set<std::string> sources;
    for (const auto& [whose, balances] : openings_) {
      if (!units.contains(whose.second)) continue;
      for (const auto& one : balances.all) {
        gathered_.openings[whose.second].push_back({one.section, one.code, one.count});
        sources.insert(one.note.empty() ? one.source : one.source + " (" + one.note + ")");
      }
    }
    gathered_.sources.assign(sources.begin(), sources.end());
    return std::move(gathered_);
  }

 private:
  static Snapshot& into(std::map<Unit, Snapshot>& snapshots, Unit unit) {
    return snapshots.try_emplace(unit, unit).first->second;
  }

  const Order& order_;
  Days before_;
  Openings openings_;
  std::map<Unit, Snapshot> unread_;
  Gathered gathered_;
  bool compares_ = false, known_before_ = false;
};

}  // namespace

Days year_before(const Days& days) {
  const auto before = reporting::year_before({days.from, days.to});
  return {before.from, before.to};
}

Gathered gather(platform::Transaction& tx, base::Timestamp now, const Definition& definition,
                const Order& order, const SourceOf& source_of, const Progress& progress) {
  std::set<Unit> units;
  for (const Part& part : definition.parts) units.insert(part.unit);
  Sorting sorting(definition, order,
                  latest(reporting::opening_balances(tx), order.scope, order.period.to));
  std::int64_t read = 0;
  for (const Unit unit : units) {
    std::int64_t last = 0;
    const auto tell = [&](std::int64_t done, std::int64_t total) {
      if (done == 0) sorting.expect(unit, total);
      last = done;
      progress(read + done, read + total);
    };
    source_of(unit)(tx, now, sorting.days(), tell,
                    [&](const Fact& fact) { sorting.add(unit, fact); });
    read += last;
  }
  return sorting.take(units);
}

Figures figures_of(const Frame& frame, const Definition& definition, const Gathered& gathered) {
  Pasts pasts;
  for (const auto& [unit, snapshot] : gathered.now) {
    Past past;
    if (gathered.compares) past.before = &gathered.before.at(unit);
    if (gathered.cumulative) past.since = &gathered.since.at(unit);
    past.besides = gathered.besides;
    if (const auto found = gathered.openings.find(unit); found != gathered.openings.end()) {
      past.opening = found->second;
    }
    pasts.emplace(unit, std::move(past));
  }
  Figures figures = count(frame, definition, gathered.now, pasts);
  if (gathered.cumulative) figures.sources = gathered.sources;
  return figures;
}

}  // namespace hd::statistics
