#pragma once
// What a record may contain (at every save) and what it must contain (when it is closed). Pure.
//
// Source: spec processes section 1, "Bad input"; code lists 7.1 to 7.4, 7.18 to 7.21; R-136.

#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "contacts/contact.h"
#include "directory/directory.h"

namespace hd::contacts {

/// How far a counsellor's clock may run ahead of ours before a time counts as "in the future".
inline constexpr std::chrono::minutes kClockTolerance{2};

/// Values that cannot be: one entry per field. Codes are looked up as of the day the conversation
/// began, provinces in the geography of that day.
/// Codes: unknown_value (a code its list does not have), in_future, before_start, too_early (before
/// 1990), malformed_phone, required (channel), duplicate (topics), not_applicable
/// (no_content_reason of another kind; a band that does not hold the age).
std::vector<base::FieldError> impossible(const Contact& contact,
                                         const directory::Directory& directory,
                                         base::Timestamp now);

/// Fields that have to be filled in before the record can be closed, each with code "required".
/// Without content: kind and reason. Information: topic, caller relation, place. All others: the
/// same and a summary. Everything else is optional.
std::vector<base::FieldError> missing(const Contact& contact);

/// The group under which the kind is counted in published reports: information, counselling,
/// referral; "" for none (no content). Source; code list 7.1.
std::string_view report_group(const directory::Directory& directory, std::string_view kind,
                              base::Date day);

/// True for unknown, refused and not_asked.
bool is_empty_answer(std::string_view code);

/// The short name in contact numbers, from the short name of the hotline: "Tổng đài 111" → "111",
/// "ĐDN Hưng Yên" → "HY". "HL" when nothing is left.
std::string number_prefix(std::string_view short_name);

/// "111-2026-000123".
std::string format_number(std::string_view prefix, int year, std::int64_t number);

}  // namespace hd::contacts
