#pragma once
// What goes in and out of the operations: drafts, lists, and records as one person may see them.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/enum_names.h"
#include "base/time.h"
#include "connections/connection.h"
#include "documents/document.h"
#include "duties/view.h"

namespace hd::connections {

/// A connection as one person may see it.
struct Seen {
  Connection connection;
  Side side = Side::hotline;  ///< which side the person is on
  std::uint8_t marks = 0;     ///< mask of access::Mark
  std::vector<Action> next_actions = {};
  std::optional<base::Timestamp> due_at = {};  ///< the nearest open clock of the person's side
  bool overdue = false;
};

/// What a whole record shows besides.
struct Whole {
  Seen seen;
  std::vector<Entry> entries = {};
  std::vector<duties::View> clocks = {};
  std::vector<Connection> chain = {};  ///< oldest first; only itself for the asked side
  std::optional<documents::Document> report = {};
};

/// What a draft is changed to; absent fields stay, a present nullopt empties.
struct Changes {
  std::optional<std::vector<Need>> needs = {};
  std::optional<Urgency> urgency = {};
  std::optional<Card> card = {};
  std::optional<std::optional<Target>> target = {};
  std::optional<std::string> channel_used = {};
  std::optional<std::string> agreed_measure = {};
};

enum class ListScope { asked, inbox, all };
inline constexpr auto kListScopeNames = std::to_array<base::EnumName<ListScope>>({
    {ListScope::asked, "asked"},  ///< by my hotline
    {ListScope::inbox, "inbox"},  ///< of my organisation or unit
    {ListScope::all, "all"},
});
static_assert(base::names_every(kListScopeNames, ListScope::all));

struct Filter {
  ListScope scope = ListScope::all;
  std::optional<Status> status = {};
  std::string contact = {};                      ///< id; "" for all
  std::optional<base::Date> from = {}, to = {};  ///< local days it was made on, both included
  std::string cursor = {};
  std::size_t limit = 50;
};

struct Page {
  std::vector<Seen> items;
  std::string next;  ///< "" at the end
};

using Trace = directory::Trace<Status>;
/// One connection behind a figure.
using Counted = directory::Counted<Status, Seen>;

/// What reports count about one connection.
struct Fact {
  ConnectionId id;
  std::string number;
  directory::OrgId hotline, target;
  Status status;
  base::Timestamp sent_at;
  bool answered_in_time;      ///< handled and reported, or declined, within T2
  bool first_result_in_time;  ///< within T1
  bool declined, rerouted, delegated, open;
};

}  // namespace hd::connections
