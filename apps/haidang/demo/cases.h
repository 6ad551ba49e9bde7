#pragma once
// A few invented cases: one for each kind of body that can lead one, with members of the others.
// Nobody in them lives anywhere; the names say so.

#include <array>

#include "cases/operations_life.h"
#include "demo/agenda.h"

namespace hd::demo {

struct CaseMember {
  const char* username = nullptr;  ///< nullptr: nobody
  access::MemberKind kind = access::MemberKind::support;
};

/// A case with its first person, as the table of the demo says it.
struct CaseLine {
  const char* lead;  ///< username
  int days_ago;
  bool from_call;  ///< begins with the latest conversation of the lead that asked for a referral
  const char* road;
  cases::PersonKind kind;
  const char* name;
  const char* phone;
  const char* sex;
  int born;
  const char* where;
  const char* purpose;
  const char* service;
  std::array<CaseMember, 2> members;
};

/// Opens the case as its lead, with members, a need and a note; support begins.
cases::Case start_case(const CaseLine& line, platform::Transaction& tx, base::Timestamp now,
                       cases::Operations& cases, contacts::Operations& contacts);

/// Puts the cases of the last weeks before the end on the agenda. Both outlive its run.
void plan_cases(Agenda& agenda, cases::Operations& cases, contacts::Operations& contacts);

}  // namespace hd::demo
