#pragma once
// Closed conversations of a hotline, copied out of the columns, so that whoever counts long does
// not hold up the reports on screen. Pure.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "contacts/closed.h"
#include "reporting/columns.h"

namespace hd::reporting {

class Extract {
 public:
  /// Those that began in [from, until).
  Extract(const Columns& columns, const directory::OrgId& hotline, base::Timestamp from,
          base::Timestamp until);

  std::size_t size() const { return rows_.size(); }
  /// Each as its envelope tells it, times in whole seconds; what is passed lives for the call.
  void each(const std::function<void(const contacts::Closed&)>& use) const;

 private:
  struct Row {
    Key key;
    Columns::Record record;
    std::uint32_t closed;
  };
  void fill(const Row& row, contacts::Closed& closed) const;

  directory::OrgId hotline_;
  std::vector<Row> rows_;
  Codes kinds_, relations_, bands_, sexes_, places_, channels_, topics_;
};

}  // namespace hd::reporting
