#include "demo/cases.h"

#include <chrono>
#include <string>

#include "demo/people.h"

namespace hd::demo {
namespace {

using access::MemberKind;
using cases::PersonKind;
using cases::Who;
using std::chrono::hours;

constexpr auto kLines = std::to_array<CaseLine>({
    {"tuvan1",
     20,
     true,
     "hotline",
     PersonKind::suspected_victim,
     "Nguyễn Thị Hư Cấu Một",
     "0900 000 041",
     "female",
     2009,
     "in_vn",
     "forced_labour",
     "shelter",
     {{{"hpn_tv", MemberKind::support}, {"ca_tv", MemberKind::investigation}}}},
    {"lanhdao111",
     16,
     false,
     "abroad",
     PersonKind::suspected_victim,
     "Trần Văn Hư Cấu Hai",
     "0900 000 042",
     "male",
     2001,
     "abroad",
     "online_scam",
     "rescue",
     {{{"nv_tv", MemberKind::support}, {"ca_tv", MemberKind::investigation}}}},
    {"lanhdao_hy",
     14,
     false,
     "self_report",
     PersonKind::victim,
     "Lê Thị Hư Cấu Ba",
     "0900 000 043",
     "female",
     1998,
     "in_vn",
     "forced_marriage",
     "psych_counselling",
     {{{"yt_tv", MemberKind::support}, {"bt_tv", MemberKind::legal}}}},
    {"yt_tv",
     12,
     false,
     "returned_by_authorities",
     PersonKind::victim,
     "Phạm Thị Hư Cấu Bốn",
     "0900 000 044",
     "female",
     1995,
     "in_vn",
     "sexual_prostitution",
     "medical_care",
     {{{"hpn_tv", MemberKind::support}, {"bp_tv", MemberKind::protection}}}},
    {"ca_tv",
     10,
     false,
     "rescued",
     PersonKind::victim,
     "Hoàng Văn Hư Cấu Năm",
     "0900 000 045",
     "male",
     2004,
     "in_vn",
     "forced_labour",
     "identification",
     {{{"ca_donvi", MemberKind::investigation}, {"yt_donvi", MemberKind::support}}}},
    {"bp_tv",
     8,
     false,
     "self_returned",
     PersonKind::suspected_victim,
     "Vũ Thị Hư Cấu Sáu",
     "0900 000 046",
     "female",
     2011,
     "in_vn",
     "forced_marriage",
     "travel_home",
     {{{"hpn_tv", MemberKind::support}, {}}}},
    {"hpn_tv",
     6,
     false,
     "referral_from_partner",
     PersonKind::victim,
     "Đặng Thị Hư Cấu Bảy",
     "0900 000 047",
     "female",
     1990,
     "in_vn",
     "domestic_servitude",
     "legal_aid",
     {{{"tuvan1", MemberKind::support}, {"ca_tv", MemberKind::investigation}}}},
});

cases::PersonEdit person_of(const CaseLine& line) {
  const auto apply = [&line](const cases::Person& stored) -> base::Result<cases::Person> {
    cases::Person next = stored;
    next.identity.full_name = line.name;
    next.identity.phone = line.phone;
    next.identity.birth = {.year = line.born};
    next.facts.sex = line.sex;
    next.facts.citizenship = "vn";
    next.facts.residence_class = "vn_citizen";
    next.facts.languages = {"vi"};
    next.facts.where = line.where;
    if (next.facts.where == "abroad") next.facts.country = "kh";
    next.trafficking.purposes = {line.purpose};
    next.trafficking.account = "Lời kể hư cấu để dùng thử.";
    return next;
  };
  return {.apply = apply, .parts = access::kAllMarks};
}

std::optional<contacts::ContactId> call_of(platform::Transaction& tx, const Who& who,
                                           contacts::Operations& contacts) {
  const auto page =
      contacts.list(tx, who, {.state = contacts::State::final, .kind = "referral", .limit = 1});
  if (page.items.empty()) return std::nullopt;
  return page.items.front().id;
}

/// Who is in it decides what is to be done; the decision is a duty of the lead's organisation.
void hold_conference(const cases::Case& record, platform::Transaction& tx, const Who& who,
                     cases::Operations& cases) {
  constexpr int kDaysToDo = 25;
  must(cases.add_conference(
      tx, who, record.id,
      {.id = cases::ConferenceId::random(),
       .case_file = record.id,
       .at = who.now,
       .created_by = who.actor.user,
       .created_at = who.now,
       .participants = {"Người phụ trách ca", "Các thành viên"},
       .decisions = {{.text = "Lập kế hoạch hỗ trợ",
                      .org = record.lead_org,
                      .due_on = base::plus_days(base::local_date(who.now), kDaysToDo)}}}));
}

}  // namespace

cases::Case start_case(const CaseLine& line, platform::Transaction& tx, base::Timestamp now,
                       cases::Operations& cases, contacts::Operations& contacts) {
  const auto actor = accounts::demo_actor(person(line.lead));
  const Who who{actor, now};
  auto loaded =
      must(cases.start(tx, who,
                       {.contact = line.from_call ? call_of(tx, who, contacts) : std::nullopt,
                        .entry_road = line.road,
                        .summary = "Ca hư cấu để dùng thử, không có người thật.",
                        .kind = line.kind,
                        .person = person_of(line)}));
  const auto id = loaded.record.id;
  for (const CaseMember& member : line.members) {
    if (member.username == nullptr) continue;
    loaded = must(cases.add_member(tx, who, id,
                                   {.version = loaded.record.version,
                                    .who = {.username = member.username},
                                    .kind = member.kind}));
  }
  must(cases.add_need(tx, who, id,
                      {.id = cases::NeedId::random(),
                       .case_file = id,
                       .service = line.service,
                       .detail = "Nhu cầu hư cấu.",
                       .wish = "Muốn ở gần gia đình.",
                       .created_at = now,
                       .updated_at = now}));
  must(cases.add_note(tx, who, id, "support", "Đã gặp, tinh thần ổn định. Nội dung hư cấu."));
  return must(cases.change_status(tx, who, id, {.version = loaded.record.version})).record;
}

void plan_cases(Agenda& agenda, cases::Operations& cases, contacts::Operations& contacts) {
  for (const CaseLine& line : kLines) {
    agenda.add(agenda.end() - hours(24 * line.days_ago),
               [&](platform::Transaction& tx, base::Timestamp now) {
                 const auto record = start_case(line, tx, now, cases, contacts);
                 const auto actor = accounts::demo_actor(person(line.lead));
                 hold_conference(record, tx, {actor, now}, cases);
               });
  }
}

}  // namespace hd::demo
