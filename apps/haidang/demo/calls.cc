#include "demo/calls.h"

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include "demo/people.h"
#include "directory/operations.h"

namespace hd::demo {
namespace {

using contacts::Contact;
using contacts::ContactId;
using std::chrono::hours;
using std::chrono::minutes;
using Words = std::string_view;

constexpr auto kKinds = std::to_array<std::pair<Words, int>>({
    {"information", 58},
    {"counselling", 18},
    {"service_connection", 8},
    {"report_of_crime", 3},
    {"follow_up", 3},
    {"referral", 1},
    {"urgent", 1},
    {"no_content", 8},
});
constexpr auto kTopics = std::to_array<std::pair<Words, int>>({
    {"hotline_itself", 12},
    {"law_policy", 12},
    {"tricks", 14},
    {"safe_migration", 16},
    {"labour_export_check", 12},
    {"broker_fraud", 9},
    {"services", 8},
    {"regime_question", 5},
    {"marriage_migration", 4},
    {"missing_person", 4},
    {"ransom", 3},
    {"psych_support", 4},
    {"rescue_request", 3},
    {"gbv", 3},
    {"civil_status", 2},
});
constexpr auto kRelations = std::to_array<std::pair<Words, int>>({
    {"public", 62},
    {"relative", 14},
    {"friend", 4},
    {"self_victim", 7},
    {"official", 4},
    {"press", 1},
    {"child_self", 3},
    {"adult_for_child", 2},
    {"unknown", 2},
    {"refused", 1},
});
constexpr auto kChannels = std::to_array<std::pair<Words, int>>({
    {"phone_111", 78},
    {"zalo", 10},
    {"facebook", 5},
    {"email", 3},
    {"web_form", 4},
});
constexpr auto kSilence = std::to_array<Words>({"silent", "hang_up", "wrong_number", "test"});
constexpr auto kCountries = std::to_array<Words>({"kh", "mm", "la", "tw", "jp"});

struct Story {
  Words summary;
  Words advice;
};
constexpr auto kStories = std::to_array<Story>({
    {"Người gọi được giới thiệu việc làm lương cao ở nước ngoài qua mạng, chưa ký hợp đồng.",
     "Cách kiểm tra giấy phép của doanh nghiệp; không giao hộ chiếu cho người môi giới."},
    {"Gia đình mất liên lạc với con gái sau khi con đi làm cùng một người quen.",
     "Trình báo công an nơi cư trú; ghi lại số điện thoại và tài khoản đã liên lạc."},
    {"Người gọi vừa trở về, cần chỗ ở tạm và tư vấn tâm lý.",
     "Các dịch vụ hỗ trợ gần nhất và quyền được bảo mật thông tin."},
    {"Có người đòi tiền chuộc để đưa người thân về nước.",
     "Không chuyển tiền; giữ bằng chứng; số liên lạc của cơ quan bảo hộ công dân."},
    {"Hỏi về thủ tục xác nhận và chế độ hỗ trợ ban đầu.",
     "Hồ sơ cần có, nơi nộp và thời hạn trả lời."},
    {"Người gọi nghi một nhóm trên mạng tuyển người sang biên giới làm việc.",
     "Cách báo tin cho công an; không tham gia nhóm để tự tìm hiểu."},
});

/// What one conversation is about; ages follow from who is calling.
void fill_facts(Chance& chance, const directory::Directory& directory, base::Date day,
                Contact& contact) {
  auto& facts = contact.facts;
  if (contact.kind == "no_content") {
    facts.no_content_reason = chance.one_of(kSilence);
    return;
  }
  facts.topics = {std::string(chance.weighted(kTopics))};
  if (const auto second = chance.weighted(kTopics);
      chance.percent(25) && second != facts.topics.front()) {
    facts.topics.emplace_back(second);
  }
  facts.caller_relation = chance.weighted(kRelations);
  facts.sex = chance.percent(8) ? "unknown" : chance.percent(61) ? "male" : "female";
  const bool is_child = facts.caller_relation == "child_self";
  if (!chance.percent(20)) facts.age = is_child ? chance.between(9, 17) : chance.between(18, 64);
  const auto places = directory.territories(directory::geography_on(day), day);
  facts.province = chance.percent(4) ? "unknown" : chance.one_of(places)->place.code;
  facts.language = chance.percent(93) ? "vi" : "hmong";
  facts.anonymous = chance.percent(30);
  if (facts.topics.front() == "safe_migration" || facts.topics.front() == "labour_export_check") {
    facts.destination_country = chance.one_of(kCountries);
    facts.licence_checked = chance.percent(50) ? "no" : "unknown";
  }
}

void fill_words(Chance& chance, Contact& contact) {
  if (!contact.facts.anonymous && contact.kind != "no_content") {
    contact.identity.phone = "0900 000 0" + std::to_string(chance.between(10, 99));
  }
  if (contact.kind == "no_content" || contact.kind == "information") return;
  const Story& story = chance.one_of(kStories);
  contact.narrative.summary = story.summary;
  contact.narrative.advice = story.advice;
  if (contact.kind == "service_connection" || contact.kind == "urgent") {
    contact.identity.safe = {.when = "sau 20 giờ",
                             .how = "nhắn tin trước khi gọi",
                             .code_word = "hoa sen",
                             .may_leave_message = "no",
                             .who_else_hears = "người trong nhà",
                             .do_not_call = false};
  }
}

struct Shift {
  std::string counsellor;
  bool national;
};

Shift shift_at(Chance& chance, bool national) {
  if (!national) return {"tuvan_hy", false};
  return {chance.percent(55) ? "tuvan1" : "tuvan2", true};
}

/// What is known when the telephone rings.
Contact incoming(Chance& chance, const Shift& shift, const ContactId& id, base::Timestamp at) {
  const auto& account = person(shift.counsellor);
  const std::string channel =
      shift.national ? std::string(chance.weighted(kChannels)) : "phone_local";
  return {.id = id,
          .hotline = directory::OrgId::of_key(account.organisation),
          .counsellor = accounts::demo_user(account.username),
          .channel = channel,
          .direction = chance.percent(6) ? contacts::Direction::out : contacts::Direction::in,
          .kind = std::string(chance.weighted(kKinds)),
          .started_at = at,
          .created_at = at,
          .updated_at = at};
}

ContactId call_id(std::size_t number) {
  return ContactId::of_key("contact.demo." + std::to_string(number));
}

/// T7: the counsellor tells the police of the place.
void plan_forwarding(Agenda& agenda, Calls& calls, const Closed& closed, base::Timestamp at) {
  agenda.add(at, [&calls, closed](platform::Transaction& tx, base::Timestamp now) {
    const auto actor = accounts::demo_actor(person(closed.counsellor));
    const auto bodies =
        contacts::competent_bodies(directory::current(tx), closed.contact, base::local_date(now));
    must(calls.contacts.forward(tx, {actor, now}, closed.contact.id,
                                {.version = closed.contact.version,
                                 .organisation = bodies.front()->id,
                                 .at = now,
                                 .channel = "phone",
                                 .told = "Đã báo nội dung tin và nơi xảy ra."}));
  });
}

/// A whole conversation: the record is begun with it and closed some minutes later.
void plan_call(Agenda& agenda, Calls& calls, std::size_t number, base::Timestamp at,
               bool national) {
  agenda.add(at, [&agenda, &calls, number, national](platform::Transaction& tx,
                                                     base::Timestamp now) {
    const Shift shift = shift_at(calls.chance, national);
    Contact contact = incoming(calls.chance, shift, call_id(number), now);
    fill_facts(calls.chance, directory::current(tx), base::local_date(now), contact);
    fill_words(calls.chance, contact);
    const auto actor = accounts::demo_actor(person(shift.counsellor));
    must(calls.contacts.create(tx, {actor, now}, contact));
    const bool is_short = contact.kind == "no_content" || contact.kind == "information";
    const int length = is_short ? calls.chance.between(1, 7) : calls.chance.between(9, 38);
    agenda.add(now + minutes(length), [&agenda, &calls, number, shift](
                                          platform::Transaction& later_tx, base::Timestamp later) {
      const auto counsellor = accounts::demo_actor(person(shift.counsellor));
      Closed closed{
          must(calls.contacts.finalise(later_tx, {counsellor, later}, call_id(number), 1)),
          shift.counsellor};
      if (contacts::is_denunciation(closed.contact) && calls.chance.percent(95)) {
        plan_forwarding(agenda, calls, closed, later + minutes(calls.chance.between(10, 100)));
      }
      const auto& kind = closed.contact.kind;
      if (kind == "service_connection" || kind == "urgent") {
        calls.asks_for_service(later, closed);
      }
    });
  });
}

/// The last hours: what a counsellor and a lead find when they sign in.
void plan_present(Agenda& agenda, Calls& calls) {
  const auto draft = [&](const std::string& key, const std::string& username, minutes ago,
                         const std::string& kind) {
    agenda.add(agenda.end() - ago, [&calls, key, username, kind](platform::Transaction& tx,
                                                                 base::Timestamp now) {
      Contact contact = incoming(calls.chance, {username, username != "tuvan_hy"},
                                 ContactId::of_key("contact.demo." + key), now);
      contact.kind = kind;
      fill_facts(calls.chance, directory::current(tx), base::local_date(now), contact);
      fill_words(calls.chance, contact);
      const auto actor = accounts::demo_actor(person(username));
      must(calls.contacts.create(tx, {actor, now}, contact));
      if (key != "draft.danger") return;
      must(calls.contacts.flag_risk(tx, {actor, now}, contact.id,
                                    {1, "Người gọi đang bị giữ, có thể bị chuyển đi trong đêm."}));
    });
  };
  draft("draft.one", "tuvan1", hours(5), "counselling");
  draft("draft.two", "tuvan2", hours(3), "information");
  draft("draft.danger", "tuvan1", minutes(50), "urgent");
  draft("draft.local", "tuvan_hy", minutes(30), "counselling");
}

/// Call-backs: one that is late, one of the coming hours.
void plan_call_back(Agenda& agenda, Calls& calls, std::size_t number, base::Timestamp booked,
                    base::Timestamp due) {
  agenda.add(booked, [&calls, number, due](platform::Transaction& tx, base::Timestamp now) {
    const auto actor = accounts::demo_actor(person("tuvan1"));
    const auto id = ContactId::of_key("contact.demo.back." + std::to_string(number));
    Contact contact = incoming(calls.chance, {"tuvan1", true}, id, now - minutes(20));
    contact.kind = "counselling";
    fill_facts(calls.chance, directory::current(tx), base::local_date(now), contact);
    contact.facts.follow_up_wanted = true;
    fill_words(calls.chance, contact);
    must(calls.contacts.create(tx, {actor, now}, contact));
    const auto closed = must(calls.contacts.finalise(tx, {actor, now}, id, 1));
    must(calls.contacts.book_follow_up(
        tx, {actor, now}, id, {closed.version, due, "Gọi lại hỏi về kết quả làm giấy tờ."}));
  });
}

}  // namespace

void plan_calls(Agenda& agenda, Calls& calls, base::Date first) {
  std::size_t number = 0;
  const base::Date last = base::local_date(agenda.end());
  for (base::Date day = first; day <= last; day = base::plus_days(day, 1)) {
    const bool weekend = std::chrono::weekday(std::chrono::sys_days(day)).iso_encoding() >= 6;
    const int national = calls.chance.between(weekend ? 1 : 2, weekend ? 4 : 7);
    const int local = calls.chance.percent(45) ? 1 : 0;
    for (int i = 0; i < national + local; ++i) {
      const auto at = base::start_of_day(day) + minutes(calls.chance.between(6 * 60, 22 * 60));
      plan_call(agenda, calls, ++number, at, i < national);
    }
  }
  const base::Timestamp end = agenda.end();
  plan_call_back(agenda, calls, 1, end - hours(30), end - hours(4));
  plan_call_back(agenda, calls, 2, end - hours(26), end + hours(2));
  plan_call_back(agenda, calls, 3, end - hours(3), end + hours(21));
  plan_present(agenda, calls);
}

void plan_case(Agenda& agenda, Calls& calls, const std::string& key, const std::string& counsellor,
               base::Timestamp when, std::function<void(base::Timestamp, const Closed&)> then) {
  agenda.add(when, [&calls, key, counsellor, then = std::move(then)](platform::Transaction& tx,
                                                                     base::Timestamp now) {
    const auto actor = accounts::demo_actor(person(counsellor));
    Contact contact = incoming(calls.chance, {counsellor, counsellor != "tuvan_hy"},
                               ContactId::of_key("contact.demo." + key), now - minutes(25));
    contact.kind = "service_connection";
    fill_facts(calls.chance, directory::current(tx), base::local_date(now), contact);
    fill_words(calls.chance, contact);
    must(calls.contacts.create(tx, {actor, now}, contact));
    then(now, {must(calls.contacts.finalise(tx, {actor, now}, contact.id, 1)), counsellor});
  });
}

bool has_calls(platform::Transaction& tx, contacts::Operations& contacts) {
  const auto actor = accounts::demo_actor(person("tuvan1"));
  return !contacts.by_ids(tx, {actor, base::Timestamp{}}, {call_id(1).str()}).empty();
}

}  // namespace hd::demo
