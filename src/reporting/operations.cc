#include "reporting/operations.h"

#include <algorithm>
#include <utility>

#include "audit/audit.h"
#include "directory/operations.h"
#include "platform/cursor.h"

namespace hd::reporting {
namespace {

using access::Permission;
using directory::Directory;
using platform::Transaction;

constexpr base::Date kBeginning{std::chrono::year{1990}, std::chrono::month{1},
                                std::chrono::day{1}};

Frame frame_of(const Directory& directory, const HotlineOrder& order) {
  return {.directory = directory,
          .period = order.period,
          .age_set = order.age_set,
          .geography = order.geography.value_or(directory::geography_on(order.period.to))};
}

std::vector<base::FieldError> faults_of(const Directory& directory, const HotlineOrder& order) {
  std::vector<base::FieldError> faults;
  if (order.period.to < order.period.from) faults.push_back({"to", "before_start"});
  if (directory.age_bands(order.age_set).empty()) faults.push_back({"age_set", "unknown_value"});
  return faults;
}

/// The figure goes into the audit log, which takes stable words only.
std::vector<base::FieldError> faults_of(const Figure& figure) {
  std::vector<base::FieldError> faults;
  const bool known =
      figure.section == "hotline" ||
      std::ranges::find(kHeadings, figure.section, &Heading::code) != kHeadings.end();
  if (!known) faults.push_back({"section", "unknown_value"});
  const bool word = std::ranges::all_of(figure.code, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  if (!word || figure.code.empty() || figure.code.size() > 60) {
    faults.push_back({"code", "unknown_value"});
  }
  return faults;
}

/// A figure of conversations that was printed before.
std::vector<base::FieldError> faults_of(const Directory& directory, const OpeningBalance& balance) {
  const Frame frame{.directory = directory,
                    .period = {balance.as_of, balance.as_of},
                    .age_set = "tongdai_caller",
                    .geography = directory::geography_on(balance.as_of)};
  const auto* heading = std::ranges::find(kHeadings, balance.section, &Heading::code);
  if (heading == kHeadings.end()) return {{"section", "unknown_value"}};
  const auto rows = fixed_rows(frame, *heading);
  if (std::ranges::find(rows, balance.code, &RowName::code) != rows.end()) return {};
  return {{"code", "unknown_value"}};
}

/// What is known about one hotline; the cumulative part goes on from the opening balance.
struct Part {
  directory::OrgId hotline;
  Counts now = {}, before = {}, since_opening = {};
  bool before_known = false;  ///< this installation knows about the same period of the year before
  std::vector<OpeningBalance> opening = {};  ///< of the last day with balances up to the end
};

bool is_of_another_unit(const std::string& section) {
  return section.find('/') != std::string::npos;
}

/// Of conversations; persons and cases may stand at other days.
std::vector<OpeningBalance> latest_balances(std::vector<OpeningBalance> all, base::Date until) {
  std::erase_if(all, [](const OpeningBalance& one) { return is_of_another_unit(one.section); });
  std::optional<base::Date> latest;
  for (const auto& one : all) {
    if (one.as_of <= until && (!latest || *latest < one.as_of)) latest = one.as_of;
  }
  std::erase_if(all, [&](const OpeningBalance& one) { return !latest || one.as_of != *latest; });
  return all;
}

/// Row → cumulative count; nullopt for the section when a hotline has balances, but none here.
std::optional<std::map<std::string, std::int64_t>> cumulative_rows(const Frame& frame,
                                                                   const Heading& heading,
                                                                   const std::vector<Part>& parts) {
  std::map<std::string, std::int64_t> sums;
  for (const Part& part : parts) {
    for (const auto& [row, amount] : rows_of(frame, heading, part.since_opening)) {
      sums[row] += amount;
    }
    bool any = part.opening.empty();
    for (const auto& balance : part.opening) {
      if (balance.section != heading.code) continue;
      any = true;
      sums[balance.code] += balance.count;
    }
    if (!any) return std::nullopt;
  }
  return sums;
}

/// The rows of one heading: those it always has in their order, then whatever else turned up.
class SectionWriter {
 public:
  SectionWriter(const Frame& frame, const HotlineOrder& order, const std::vector<Part>& parts)
      : frame_(frame), order_(order), parts_(parts) {
    for (const Part& part : parts) {
      now_.add(part.now);
      before_.add(part.before);
      compares_ = compares_ || (order.compare && part.before_known);
    }
  }

  ReportSection write(const Heading& heading) const {
    auto now = rows_of(frame_, heading, now_);
    auto before = rows_of(frame_, heading, before_);
    const auto cumulative =
        order_.cumulative ? cumulative_rows(frame_, heading, parts_) : std::nullopt;
    ReportSection section{.code = std::string(heading.code),
                          .label = label(std::string(heading.code)),
                          .total = heading.code == "kind" ? now_.all : now_.counted,
                          .many_per_record = heading.code == "topic"};
    if (compares_) {
      section.previous_total = heading.code == "kind" ? before_.all : before_.counted;
    }
    std::set<std::string> done;
    const auto add = [&](const std::string& code, Label name, bool even_zero) {
      if (!done.insert(code).second) return;
      ReportRow row{.code = code, .label = std::move(name), .count = now[code]};
      row.share_permille = permille(row.count, section.total);
      if (compares_) row.previous = before[code];
      if (cumulative) {
        const auto found = cumulative->find(code);
        row.cumulative = found == cumulative->end() ? 0 : found->second;
      }
      const bool seen =
          row.count != 0 || row.previous.value_or(0) != 0 || row.cumulative.value_or(0) != 0;
      if (seen || even_zero) section.rows.push_back(std::move(row));
    };
    for (auto& row : fixed_rows(frame_, heading)) add(row.code, row.label, heading.show_zero);
    for (const auto* rows : {&now, &before}) {
      const auto codes = *rows;  // add() may insert zeros while we look
      for (const auto& [code, amount] : codes) {
        if (amount != 0) add(code, label_of(frame_, heading, code), false);
      }
    }
    if (cumulative) {
      for (const auto& [code, amount] : *cumulative) {
        add(code, label_of(frame_, heading, code), false);
      }
    }
    return section;
  }

  ReportSection by_hotline() const {
    ReportSection section{.code = "hotline", .label = label("hotline"), .total = now_.counted};
    if (compares_) section.previous_total = before_.counted;
    for (const Part& part : parts_) {
      const auto& directory = frame_.directory;
      const auto* body = directory.nearest(part.hotline, frame_.period.to);
      ReportRow row{.code = part.hotline.str(),
                    .label = body == nullptr ? Label{} : Label{body->name, body->name_en},
                    .count = part.now.counted,
                    .share_permille = permille(part.now.counted, now_.counted)};
      if (order_.compare && part.before_known) row.previous = part.before.counted;
      if (row.count != 0 || row.previous.value_or(0) != 0) section.rows.push_back(std::move(row));
    }
    return section;
  }

 private:
  Label label(const std::string& code) const {
    return {frame_.directory.label("report_section", code, frame_.period.to, "vi"),
            frame_.directory.label("report_section", code, frame_.period.to, "en")};
  }

  const Frame& frame_;
  const HotlineOrder& order_;
  const std::vector<Part>& parts_;
  Counts now_, before_;
  bool compares_ = false;  ///< without any data of the year before there is no figure, not even 0
};

std::string cursor_of(const Position& position) {
  return platform::write_cursor(
      {base::Timestamp(std::chrono::seconds(position.second)), uuid_of(position.key)});
}

std::optional<Position> position_of(const std::string& cursor) {
  const auto place = platform::read_cursor(cursor);
  if (!place || place->id.empty()) return std::nullopt;
  const auto second =
      std::chrono::floor<std::chrono::seconds>(place->at.time_since_epoch()).count();
  if (second < 0 || second > UINT32_MAX) return std::nullopt;
  return Position{static_cast<std::uint32_t>(second), key_of(place->id)};
}

void record(Transaction& tx, const Who& who, const std::string& action, const std::string& kind,
            const std::string& id) {
  audit::record(tx, who.now, who.actor,
                {.action = action, .object_kind = kind, .object_id = id, .marks = access::kWork});
}

bool may(const Who& who, Permission action, const directory::OrgId& hotline) {
  return access::decide(who.actor, action, {.stage = access::Stage::final, .owner_org = hotline},
                        who.today())
      .allowed;
}

}  // namespace

std::vector<OpeningBalance> opening_balances(Transaction& tx) {
  return store::all_balances(tx);
}

void Operations::warm(platform::Database& database) {
  const auto hotlines = database.read([](Transaction& tx) {
    std::set<directory::OrgId> all;
    for (const auto& body : directory::current(tx).content().organisations) {
      if (body.type.starts_with("hotline")) all.insert(body.id);
    }
    return all;
  });
  for (const auto& hotline : hotlines) {
    database.read([&](Transaction& tx) {
      facts_.with(tx, hotline, [](HotlineFacts&) {});
      return base::Done{};
    });
  }
}

base::Result<std::vector<directory::OrgId>> Operations::hotlines_for(Transaction& tx,
                                                                     const Who& who,
                                                                     const HotlineOrder& order,
                                                                     Permission action) {
  const auto& directory = directory::current(tx);
  std::set<directory::OrgId> all;
  for (const auto& body : directory.content().organisations) {
    if (!body.type.starts_with("hotline") || (order.hotline && *order.hotline != body.id)) continue;
    if (may(who, action, body.id)) all.insert(body.id);
  }
  if (all.empty()) return base::not_found();
  if (auto faults = faults_of(directory, order); !faults.empty()) {
    return base::invalid(std::move(faults));
  }
  return std::vector(all.begin(), all.end());
}

base::Result<HotlineReport> Operations::hotline(Transaction& tx, const Who& who,
                                                const HotlineOrder& order) {
  const auto hotlines = hotlines_for(tx, who, order, Permission::reports_read);
  if (!hotlines) return hotlines.error();
  const auto& directory = directory::current(tx);
  const Frame frame = frame_of(directory, order);
  std::vector<Part> parts;
  for (const auto& hotline : *hotlines) {
    Part part{.hotline = hotline};
    const auto balances = store::balances(tx, hotline);
    if (order.cumulative) part.opening = latest_balances(balances, order.period.to);
    const Period earlier = year_before(order.period);
    facts_.with(tx, hotline, [&](HotlineFacts& facts) {
      part.now = facts.count(order.period, directory);
      if (order.compare) {
        part.before = facts.count(earlier, directory);
        part.before_known = has_records_until(facts.columns(), earlier.to) ||
                            !latest_balances(balances, earlier.to).empty();
      }
      if (!order.cumulative) return;
      const auto from =
          part.opening.empty() ? kBeginning : base::plus_days(part.opening.front().as_of, 1);
      part.since_opening = facts.count({from, order.period.to}, directory);
    });
    parts.push_back(std::move(part));
  }
  HotlineReport report{.order = order, .geography = frame.geography};
  const SectionWriter writer(frame, order, parts);
  for (const Heading& heading : kHeadings) report.sections.push_back(writer.write(heading));
  report.sections.push_back(writer.by_hotline());
  std::set<std::string> sources;
  for (const Part& part : parts) {
    for (const auto& one : part.opening) {
      sources.insert(one.note.empty() ? one.source : one.source + " (" + one.note + ")");
    }
  }
  report.sources.assign(sources.begin(), sources.end());
  return report;
}

base::Result<RecordsPage> Operations::hotline_records(Transaction& tx, const Who& who,
                                                      const HotlineOrder& order,
                                                      const Drill& drill) {
  const Figure& figure = drill.figure;
  if (auto faults = faults_of(figure); !faults.empty()) return base::invalid(std::move(faults));
  HotlineOrder narrowed = order;
  if (figure.section == "hotline") {
    narrowed.hotline = directory::OrgId::parse(figure.code);
    if (!narrowed.hotline) return base::invalid({{"code", "malformed_id"}});
  }
  const auto hotlines = hotlines_for(tx, who, narrowed, Permission::reports_open);
  if (!hotlines) return hotlines.error();
  const bool whole = figure.section == "hotline";
  const Figure counted = whole ? Figure{"total", "total"} : figure;
  const Frame frame = frame_of(directory::current(tx), narrowed);
  std::vector<Position> positions;
  for (const auto& hotline : *hotlines) {
    facts_.with(tx, hotline, [&](HotlineFacts& facts) {
      const auto found =
          records_of(frame, facts.columns(), counted, position_of(drill.cursor), drill.limit + 1);
      positions.insert(positions.end(), found.begin(), found.end());
    });
  }
  const auto* heading = std::ranges::find(kHeadings, counted.section, &Heading::code);
  if (positions.empty() && !may_have_row(frame, *heading, counted.code)) {
    return base::invalid({{"code", "unknown_value"}});
  }
  std::ranges::sort(positions, std::greater<>());
  RecordsPage page;
  if (positions.size() > drill.limit) {
    positions.erase(positions.begin() + static_cast<std::ptrdiff_t>(drill.limit), positions.end());
    page.next = cursor_of(positions.back());
  }
  std::vector<std::string> ids;
  ids.reserve(positions.size());
  for (const auto& position : positions) ids.push_back(uuid_of(position.key));
  page.items = contacts_.by_ids(tx, who, ids);
  record(tx, who, "report.open_records", "hotline_report",
         base::to_text(order.period.from) + "/" + base::to_text(order.period.to) + "/" +
             counted.section + "/" + figure.code);
  return page;
}

base::Result<OpeningBalance> Operations::add_balance(Transaction& tx, const Who& who,
                                                     const OpeningBalance& balance) {
  if (!may(who, Permission::reports_issue, balance.hotline)) return base::not_found();
  const auto& directory = directory::current(tx);
  auto faults = is_of_another_unit(balance.section) && check_series_
                    ? check_series_(directory, balance.as_of, balance.section, balance.code)
                    : faults_of(directory, balance);
  if (balance.as_of > who.today()) faults.push_back({"as_of", "in_future"});
  for (const auto& one : store::balances(tx, balance.hotline)) {
    if (one.as_of == balance.as_of && one.section == balance.section && one.code == balance.code) {
      return base::Error{base::ErrorKind::conflict, "opening_balance.exists"};
    }
  }
  if (!faults.empty()) return base::invalid(std::move(faults));
  OpeningBalance made = balance;
  made.id = base::random_uuid();
  store::insert(tx, made, who.now, who.actor.user);
  record(tx, who, "opening_balance.create", "opening_balance", made.id);
  return made;
}

std::vector<OpeningBalance> Operations::balances(Transaction& tx, const Who& who,
                                                 const std::optional<directory::OrgId>& hotline) {
  const HotlineOrder order{.hotline = hotline, .period = {who.today(), who.today()}};
  std::vector<OpeningBalance> all;
  const auto hotlines = hotlines_for(tx, who, order, Permission::reports_read);
  if (!hotlines) return all;
  for (const auto& one : *hotlines) {
    for (auto& balance : store::balances(tx, one)) all.push_back(std::move(balance));
  }
  return all;
}

}  // namespace hd::reporting
