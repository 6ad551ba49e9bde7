#pragma once
// Connections in the database, sealed and opened on the way. Nothing here decides anything.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connections/connection.h"
#include "platform/db.h"
#include "vault/place.h"

namespace hd::connections::store {

using vault::Place;

void insert(const Place& place, const Connection& connection);
std::optional<Connection> find(const Place& place, const ConnectionId& id);

/// Saves everything that may change. False when the stored version is not `version - 1`.
bool update(const Place& place, const Connection& connection);

/// All connections of a chain, oldest first.
std::vector<Connection> chain(const Place& place, const ConnectionId& root);
/// Those of a conversation, oldest first.
std::vector<Connection> of_contact(const Place& place, const contacts::ContactId& contact);

/// Connections nobody has been reached for in time.
std::vector<ConnectionId> unreached(platform::Transaction& tx, base::Timestamp now,
                                    std::int64_t limit);

/// Which connections a list is about; one column each. Of all but `hotline` only those that the
/// asked side may see.
enum class Column { hotline, target, helper, target_unit, delegated_unit };

struct Slice {
  Column column = Column::hotline;
  std::string value;
  std::string status = {};                               ///< "" for all
  std::string contact = {};                              ///< "" for all
  std::optional<base::Timestamp> from = {}, until = {};  ///< made in this time; until excluded
  base::Timestamp before_at = {};                        ///< cursor: (updated_at, id) below this
  std::string before_id = {};
  std::int64_t limit = 50;
};
/// Latest change first.
std::vector<Connection> slice(const Place& place, const Slice& asked);

void add_entry(const Place& place, const Connection& connection, const Entry& entry);
/// In the order in which they were written.
std::vector<Entry> entries(const Place& place, const Connection& connection);

/// When the asked side declined; nullopt: it did not.
std::optional<base::Timestamp> declined_at(platform::Transaction& tx, const ConnectionId& id);

/// What reports count; codes and times only.
struct Fact {
  ConnectionId id;
  std::string number;
  directory::OrgId hotline;
  directory::OrgId target;
  Status status;
  base::Timestamp sent_at;
  std::optional<base::Timestamp> answered_at, first_result_at;
  bool declined, rerouted, delegated;
};
/// Connections sent in [from, until), in order of sending.
std::vector<Fact> sent_between(platform::Transaction& tx, base::Timestamp from,
                               base::Timestamp until);

}  // namespace hd::connections::store
