#pragma once
// The second wall on PostgreSQL: row-level security for a role that a request takes on, keyed by
// what the request's session proves. The owner of the tables, who works without a request, and the
// functions of the wall read everything.

#include <string>

#include "platform/db.h"
#include "platform/wall.h"

namespace hd::platform {

/// Statements at the start of a transaction or behind a savepoint: they hold until its end.
std::string enter_statement(const Scope& scope);
/// For a moment, and back.
std::string lift_statement();
std::string restore_statement();

/// Makes role, functions and policies as they are in this program; does nothing when they are.
/// Errors: throws DbError when the database's user may neither make the role nor has it.
void install_postgres_wall(Database& database);

}  // namespace hd::platform
