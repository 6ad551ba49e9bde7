#pragma once
// Invented records that make up a printed table, put on an agenda.

#include <string>
#include <vector>

#include "accounts/operations_demo.h"
#include "demo/agenda.h"
#include "demo/chance.h"
#include "demo/published_table.h"
#include "parts.h"

namespace hd::demo {

/// The officer who keeps the invented records of a table; can sign in nowhere.
accounts::DemoAccount keeper_of(const PrintedTable& table);

/// A code for each record, each as often as printed, in the order of the table; empty strings when
/// the section is not printed or the record leaves it open.
std::vector<std::string> dealt(const PrintedUnit& unit, std::string_view section);
/// The same where a record may have several.
std::vector<std::vector<std::string>> dealt_several(Chance& chance, const PrintedUnit& unit,
                                                    std::string_view section);
/// The moment of record `number` of `count`, spread over the days of the period.
base::Timestamp moment_of(Chance& chance, const statistics::Days& period, std::size_t number,
                          std::size_t count);

/// Conversations of the table. Table and app outlive the run of the agenda.
void plan_contacts(Agenda& agenda, Chance& chance, App& app, const PrintedTable& table);
/// Cases with persons, needs, identification and referrals. The same holds.
void plan_printed_cases(Agenda& agenda, Chance& chance, App& app, const PrintedTable& table);

}  // namespace hd::demo
