#include "contacts/forwarding.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "contacts/check.h"

namespace hd::contacts {

bool is_denunciation(const Contact& contact) {
  return contact.kind == "report_of_crime" || !contact.facts.report_kind.empty();
}

bool is_competent(const directory::Directory& directory, const directory::Organisation& body,
                  base::Date day) {
  if (body.type == "investigation" || body.type == "procuracy") return true;
  const auto* type = directory.code("organisation_type", body.type, day);
  return type != nullptr && (type->report_group == "police" || type->report_group == "border");
}

std::vector<const directory::Organisation*> competent_bodies(const directory::Directory& directory,
                                                             const Contact& contact,
                                                             base::Date day) {
  const directory::Place place{directory::geography_on(base::local_date(contact.started_at)),
                               contact.facts.province};
  const auto distance = [&](const directory::Organisation& body) {
    if (body.place == place) return 0;
    return body.place ? 2 : 1;
  };
  std::vector<const directory::Organisation*> found;
  for (const auto* body : directory.organisations(day)) {
    if (is_competent(directory, *body, day)) found.push_back(body);
  }
  std::ranges::sort(found, [&](const auto* left, const auto* right) {
    const int here = distance(*left);
    const int there = distance(*right);
    if (here != there) return here < there;
    return base::vietnamese_less(left->name, right->name);
  });
  return found;
}

std::vector<base::FieldError> check(const Forwarding& forwarding, const Contact& contact,
                                    const directory::Directory& directory, base::Timestamp now) {
  std::vector<base::FieldError> faults;
  const base::Date day = base::local_date(forwarding.at);
  if (forwarding.at > now + kClockTolerance) faults.push_back({"at", "in_future"});
  if (forwarding.at < contact.started_at) faults.push_back({"at", "before_start"});
  const auto* body = directory.organisation(forwarding.organisation, day);
  if (body == nullptr) {
    faults.push_back({"organisation_id", "unknown_value"});
  } else if (!is_competent(directory, *body, day)) {
    faults.push_back({"organisation_id", "not_competent"});
  }
  if (directory.code("coordination_form", forwarding.channel, day) == nullptr) {
    faults.push_back({"channel", "unknown_value"});
  }
  return faults;
}

}  // namespace hd::contacts
