#pragma once
// What the second wall keeps back and from whom, in SQL that both engines understand.

#include <span>
#include <string>
#include <string_view>

namespace hd::platform {

/// What a row belongs to.
enum class Subject { case_file, person, referral, file };

/// A table whose rows are kept back, and the column that says to which subject a row belongs.
struct Guarded {
  std::string_view table;
  std::string_view column;
  Subject subject;
};

/// Every table behind the wall.
std::span<const Guarded> guarded_tables();
bool is_guarded(std::string_view table);

/// A condition that holds when user $2 has standing in the subject with the id $1 on the day $3.
/// `schema` goes in front of every table: "main." on SQLite, "" on PostgreSQL.
///
/// Coarser than access::decide() and never narrower: a case for its lead officer, the managers of
/// the lead's organisation and the members, each with a post in that organisation; a referral for
/// those who have the case and, once sent, for the asked organisation and units; a file for those
/// who have its record. Never for somebody on the case's exclusion list.
std::string standing(Subject subject, std::string_view schema);

/// Selects `user_id` of the open session whose wall hash is $1.
std::string user_of_session(std::string_view schema);

}  // namespace hd::platform
