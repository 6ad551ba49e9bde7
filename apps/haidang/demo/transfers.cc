#include "demo/transfers.h"

#include <array>
#include <chrono>
#include <utility>

#include "demo/people.h"
#include "demo/transfer_table.h"
#include "demo/transfer_words.h"

namespace hd::demo {
namespace {

using cases::PersonKind;
using referrals::Action;
using referrals::Choice;
using referrals::ReferralId;
using referrals::SignatureRole;
using referrals::Step;
using referrals::Who;
using std::chrono::hours;
using std::chrono::minutes;

constexpr const char* kManager = "lanhdao111";

/// Who is asked after a no: the Women's Union, or the health service.
std::size_t after(std::size_t body) {
  return body == kHealth ? kWomen : kHealth;
}

CaseLine case_of(const TransferLine& line, const std::string& phone) {
  const bool abroad = std::string(line.where) == "abroad";
  return {.lead = line.lead,
          .days_ago = 0,
          .from_call = false,
          .road = abroad ? "abroad" : "hotline",
          .kind = PersonKind::suspected_victim,
          .name = line.name,
          .phone = phone.c_str(),
          .sex = line.sex,
          .born = line.born,
          .where = line.where,
          .purpose = line.purpose,
          .service = kTransferServices[line.body],
          .members = {}};
}

directory::OrgId own_organisation(const std::string& username) {
  return directory::OrgId::of_key(person(username).organisation);
}

}  // namespace

struct Transfers::Thread {
  const TransferLine* line;
  std::string phone;
  std::size_t asked;  ///< position in kBodies
  std::optional<cases::PersonId> person = {};
  std::optional<ReferralId> id = {};

  const Body& where() const { return kBodies[asked]; }
  /// Who answers on the receiving side.
  std::string receiver() const {
    return line->turn == Turn::delegated ? where().officer : where().member;
  }
  std::string lead() const { return line->lead; }
  bool reaches(Until until) const { return line->until >= until; }
  Author author(base::Timestamp now) const {
    return {own_organisation(lead()), accounts::demo_user(lead()), now};
  }
};

Transfers::Transfers(Agenda& agenda, const Parts& parts) : agenda_(agenda), parts_(parts) {}

Transfers::~Transfers() = default;

void Transfers::plan(base::Date first) {
  constexpr int kFirstPhone = 50;
  int phone = kFirstPhone;
  for (const TransferLine& line : kTransfers) {
    const bool recent = line.ago < 30 * kDay;
    const auto start = agenda_.end() - line.ago;
    const auto when = recent ? start : workday(start, 0, 9);
    const std::string number = "0900 000 0" + std::to_string(phone++);
    if (when < base::start_of_day(first) + kDay) continue;
    threads_.push_back(std::make_unique<Thread>(Thread{&line, number, line.body}));
    begin(*threads_.back(), when);
  }
}

void Transfers::act(Thread& thread, base::Timestamp when, const std::string& username, Act act) {
  agenda_.add(when, [this, &thread, username, act = std::move(act)](platform::Transaction& tx,
                                                                    base::Timestamp now) {
    const auto actor = accounts::demo_actor(person(username));
    const Who who{actor, now};
    const auto whole = must(parts_.referrals.open(tx, who, thread.id.value()));
    act(tx, who, whole.seen.referral.version);
  });
}

void Transfers::change(Thread& thread, base::Timestamp when, const std::string& username,
                       referrals::StatusChange change) {
  act(thread, when, username,
      [this, &thread, change](platform::Transaction& tx, const Who& who, std::int64_t version) {
        auto now = change;
        now.version = version;
        must(parts_.referrals.change_status(tx, who, *thread.id, now));
      });
}

void Transfers::step(Thread& thread, base::Timestamp when, Step step, referrals::Steps content) {
  act(thread, when, thread.lead(),
      [this, &thread, step, content = std::move(content)](platform::Transaction& tx, const Who& who,
                                                          std::int64_t version) {
        must(parts_.referrals.record_step(tx, who, *thread.id, version, {step, content}));
      });
}

/// The case, her risk, the draft.
void Transfers::begin(Thread& thread, base::Timestamp when) {
  const std::size_t first = thread.asked;  // the thread may go on elsewhere
  agenda_.add(when, [this, &thread, first](platform::Transaction& tx, base::Timestamp now) {
    const auto actor = accounts::demo_actor(person(thread.lead()));
    const Who who{actor, now};
    const auto record =
        start_case(case_of(*thread.line, thread.phone), tx, now, parts_.cases, parts_.contacts);
    thread.person = cases::persons_of(tx, parts_.vault, who, record.id).front().id;
    const auto risks = must(parts_.risks.open(tx, who, *thread.person));
    must(parts_.risks.assess(
        tx, who, risk_words(thread.author(now), *thread.person, thread.line->risk, risks.factors)));
    referrals::Changes content;
    content.needs = std::vector{referrals::Need{.service = kTransferServices[first]}};
    content.urgency = thread.line->turn == Turn::emergency ? referrals::Urgency::at_once
                                                           : referrals::Urgency::urgent;
    content.target =
        referrals::Target{.org = directory::OrgId::of_key(kBodies[first].organisation)};
    content.channel_used = "phone";
    content.province = "33";
    content.summary = "Cần nơi an toàn. Nội dung hư cấu.";
    thread.id =
        must(parts_.referrals.create(tx, who, record.id, *thread.person, content)).referral.id;
  });
  const auto asked = when + minutes(15);
  step(thread, asked, Step::risk_assessment, risk_step(thread.author(asked)));
  if (thread.line->turn != Turn::emergency) {
    step(thread, asked + minutes(5), Step::victim_opinion,
         opinion_step(thread.author(asked + minutes(5))));
  }
  if (std::string(thread.line->where) == "abroad") {
    act(thread, when + minutes(10), thread.lead(),
        [this, &thread](platform::Transaction& tx, const Who& who, std::int64_t version) {
          must(parts_.referrals.record_abroad_call(
              tx, who, *thread.id, {version, who.now, "Trực ban (mẫu)", "Đã báo qua điện thoại."}));
        });
  }
  if (!thread.reaches(Until::sent)) return;
  const auto sent = when + minutes(30);
  if (thread.line->turn == Turn::emergency) return hurry(thread, sent);
  change(thread, sent, thread.lead(), {.action = Action::send});
  tick_off(thread, sent + minutes(30));
  follow(thread, sent);
}

/// R-025 and the routes home: what a hand ticks off was told by telephone.
void Transfers::tick_off(Thread& thread, base::Timestamp when) {
  act(thread, when, thread.lead(),
      [this, &thread](platform::Transaction& tx, const Who& who, std::int64_t) {
        const auto page =
            must(parts_.duties.list(tx, who.now, who.actor, {.subject_id = thread.id->str()}));
        for (const auto& view : page.items) {
          if (view.duty.kind != "referral_report_to_lead") continue;
          must(parts_.duties.complete(tx, who.now, who.actor, view.duty.id,
                                      {.version = view.duty.version, .note = "Đã báo trực tiếp."}));
        }
      });
}

void Transfers::follow(Thread& thread, base::Timestamp sent) {
  switch (thread.line->turn) {
    case Turn::declined:
      change(thread, sent + minutes(100), thread.where().member,
             {.action = Action::decline, .reason = "no_capacity"});
      if (thread.line->until == Until::sent) return;
      return ask_next(thread, sent + minutes(160));
    case Turn::silent:  // the clock ends it
      if (thread.line->until == Until::sent) return;
      return ask_next(thread, workday(sent, 11, 9));
    case Turn::straight:
    case Turn::delegated:
    case Turn::refused:
    case Turn::emergency:
      return answer(thread, sent);
  }
}

/// another address, the chain is kept. Who is asked holds from then on.
void Transfers::ask_next(Thread& thread, base::Timestamp when) {
  const std::size_t next = after(thread.asked);
  act(thread, when, thread.lead(),
      [this, &thread, next](platform::Transaction& tx, const Who& who, std::int64_t version) {
        const referrals::Target target{.org = directory::OrgId::of_key(kBodies[next].organisation)};
        const auto made = must(parts_.referrals.reroute(tx, who, *thread.id, version, target));
        thread.id = made.referral.id;
        must(parts_.referrals.change_status(
            tx, who, *thread.id, {.version = made.referral.version, .action = Action::send}));
      });
  tick_off(thread, when + minutes(20));
  thread.asked = next;
  answer(thread, when);
}

void Transfers::answer(Thread& thread, base::Timestamp asked) {
  if (!thread.reaches(Until::acknowledged)) return;
  change(thread, asked + minutes(25), thread.where().member, {.action = Action::acknowledge});
  if (thread.line->turn == Turn::delegated) {
    change(thread, asked + minutes(80), thread.where().member,
           {.action = Action::delegate,
            .note = "Giao đơn vị thực hiện.",
            .unit = directory::UnitId::of_key(thread.where().unit),
            .reported_to = "Lãnh đạo phụ trách (mẫu)"});
  }
  if (!thread.reaches(Until::accepted)) return;
  const auto accepted = workday(asked, 1, 9);
  change(thread, accepted, thread.receiver(),
         {.action = Action::accept, .acceptance = acceptance_words(thread.author(accepted))});
  if (thread.reaches(Until::prepared)) prepare(thread, accepted);
}

void Transfers::prepare(Thread& thread, base::Timestamp accepted) {
  const auto decided = accepted + hours(4);
  const auto author = thread.author(decided);
  if (thread.line->turn == Turn::refused) {  // her no ends it
    return step(thread, decided, Step::final_decision, decision_step(author, Choice::not_go));
  }
  step(thread, decided, Step::final_decision, decision_step(author, Choice::go));
  step(thread, decided + minutes(20), Step::documents_consent, documents_step(author));
  if (!thread.reaches(Until::travelling)) return;
  const auto ready = workday(decided, 1, 10);
  act(thread, ready, thread.lead(),
      [this, &thread](platform::Transaction& tx, const Who& who, std::int64_t) {
        const auto recipient = directory::OrgId::of_key(thread.where().organisation);
        must(parts_.consents.record(
            tx, who, consent_words(thread.author(who.now), *thread.person, recipient)));
      });
  change(thread, ready + minutes(20), thread.lead(), {.action = Action::release_pack});
  travel(thread, workday(ready, 1, 8));
}

void Transfers::travel(Thread& thread, base::Timestamp when) {
  const bool alone = std::string(thread.line->risk) == "low";
  step(thread, when, Step::travel, travel_step(thread.author(when), alone));
  change(thread, when + minutes(10), thread.lead(), {.action = Action::depart});
  if (thread.reaches(Until::handed_over)) hand_over(thread, when + hours(5));
}

void Transfers::hand_over(Thread& thread, base::Timestamp when) {
  change(thread, when, thread.receiver(), {.action = Action::arrive});
  act(thread, when + minutes(30), thread.lead(),
      [this, &thread](platform::Transaction& tx, const Who& who, std::int64_t version) {
        must(parts_.referrals.write_hand_over(
            tx, who, *thread.id, version,
            hand_over_words(thread.author(who.now), thread.line->name)));
      });
  const auto sign = [&](int after, const std::string& username, SignatureRole role) {
    act(thread, when + minutes(after), username,
        [this, &thread, role](platform::Transaction& tx, const Who& who, std::int64_t version) {
          must(parts_.referrals.sign(tx, who, *thread.id, version,
                                     signature_words(thread.author(who.now), role)));
        });
  };
  sign(35, thread.lead(), SignatureRole::giver);
  sign(40, thread.receiver(), SignatureRole::receiver);
  sign(45, thread.lead(), SignatureRole::person);
  if (!thread.reaches(Until::in_service)) return;
  change(thread, workday(when, 1, 9), thread.receiver(), {.action = Action::start_service});
  look_after(thread, when);
}

/// the looks as they fall due, one of them some days late; completed after the first.
void Transfers::look_after(Thread& thread, base::Timestamp handed_over) {
  struct Look {
    std::int64_t number;
    int days;
  };
  constexpr auto kLooks = std::to_array<Look>({{1, 29}, {2, 96}, {3, 180}});
  for (const Look& look : kLooks) {
    if (look.number > 1 && !thread.reaches(Until::completed)) break;
    const auto when = workday(handed_over + look.days * kDay, 0, 14);
    act(thread, when, thread.lead(),
        [this, &thread, look](platform::Transaction& tx, const Who& who, std::int64_t version) {
          must(parts_.referrals.evaluate(tx, who, *thread.id, version, look.number,
                                         look_words(thread.author(who.now), look.number)));
        });
    if (look.number > 1 || !thread.reaches(Until::completed)) continue;
    change(thread, workday(when, 3, 15), thread.lead(),
           {.action = Action::complete,
            .outcomes = {{.service = kTransferServices[thread.line->body], .outcome = "met"}}});
  }
}

/// Danger to life: a manager lets steps follow afterwards. She is on the way, three of them are
/// still owed.
void Transfers::hurry(Thread& thread, base::Timestamp sent) {
  act(thread, sent - minutes(10), kManager,
      [this, &thread](platform::Transaction& tx, const Who& who, std::int64_t version) {
        must(parts_.referrals.open_emergency(tx, who, *thread.id, version, "danger_to_life",
                                             "Đối tượng đang tìm đến. Nội dung hư cấu."));
      });
  change(thread, sent, thread.lead(), {.action = Action::send});
  tick_off(thread, sent + minutes(5));
  const auto left = sent + minutes(45);
  step(thread, left, Step::travel, travel_step(thread.author(left), false));
  change(thread, left + minutes(5), thread.lead(), {.action = Action::depart});
  const auto accepted = sent + hours(2);
  change(thread, accepted, thread.receiver(),
         {.action = Action::accept, .acceptance = acceptance_words(thread.author(accepted))});
}

}  // namespace hd::demo
