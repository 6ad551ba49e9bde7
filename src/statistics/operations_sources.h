#pragma once
// Where the figures come from: reads the records of each unit from the modules that keep them.
//
// The system reads, for whoever counts; no right is asked for here, and no audit entry is left. The
// lines behind a figure open for those who may open the record.
// Source; README.md says what is counted and on which day.

#include <functional>
#include <string>
#include <vector>

#include "contacts/operations.h"
#include "platform/db.h"
#include "reporting/operations_facts.h"
#include "statistics/fact.h"
#include "statistics/sources.h"
#include "vault/vault.h"

namespace hd::statistics {

/// Reads every record of a unit whose `happened` lies in the days, each exactly once, in no
/// particular order, in one transaction: one state of the records. Drafts, discarded records and
/// those entered in error are none. Errors: what `progress` throws goes through.
using Source =
    std::function<void(platform::Transaction& tx, base::Timestamp now, const Days& days,
                       const Progress& progress, const std::function<void(const Fact&)>& each)>;

class Sources {
 public:
  /// Both outlive the object and what it hands out. Conversations are taken from `conversations`,
  /// where they are in memory; without it, or when it is ahead, from their envelopes.
  explicit Sources(vault::Vault& vault, reporting::Facts* conversations = nullptr)
      : vault_(vault), conversations_(conversations) {}

  Source of(Unit unit) const;

  /// One line for each id of a Fact of this unit, in the same order. A record that is gone is a
  /// line that does not open. Not audited.
  std::vector<Line> lines(Unit unit, platform::Transaction& tx, const contacts::Who& who,
                          const std::vector<std::string>& ids) const;

 private:
  Line line(Unit unit, platform::Transaction& tx, const contacts::Who& who,
            const std::string& id) const;

  vault::Vault& vault_;
  reporting::Facts* conversations_;
};

}  // namespace hd::statistics
