#include "contacts/contact.h"

#include <gtest/gtest.h>

#include "contacts/codec.h"
#include "contacts/testing.h"

namespace hd::contacts {
namespace {

using base::ErrorKind;
using testing::blank;
using testing::full;
using testing::kNow;
using testing::user;

Step step(std::int64_t version = 1, std::string reason = "vì lý do này") {
  return {.by = user(2),
          .at = kNow + std::chrono::minutes(30),
          .version = version,
          .reason = std::move(reason)};
}

Contact in_state(State state) {
  Contact contact = full();
  contact.state = state;
  contact.at_risk = true;
  return contact;
}

/// What each step answers in each state: the rules as a text that a case worker can read.
TEST(ContactLife, AllowsEachStepInItsState) {
  const auto code = [](const base::Result<Contact>& result) {
    return result ? std::string("yes") : result.error().code;
  };
  std::string table;
  for (const auto& state : kStateNames) {
    const Contact at = in_state(state.value);
    table += std::string(state.name) + ": save " + code(save(at, at, step())) + ", finalise " +
             code(finalise(at, step())) + ", amend " + code(amend(at, at, step())) +
             ", take over " + code(take_over(at, step())) + ", discard " +
             code(discard(at, step())) + ", flag " + code(flag_risk(at, step())) + "\n";
  }
  EXPECT_EQ(table,
            "draft: save yes, finalise yes, amend contact.not_final, take over yes, discard yes, "
            "flag yes\n"
            "final: save contact.not_draft, finalise contact.not_draft, amend yes, take over "
            "contact.not_draft, discard contact.not_draft, flag yes\n"
            "discarded: save contact.not_draft, finalise contact.not_draft, amend "
            "contact.not_final, take over contact.not_draft, discard contact.not_draft, flag "
            "contact.discarded\n");
}

TEST(ContactLife, RefusesAStepDecidedOnAnOlderVersionAndNamesTheCurrentOne) {
  Contact draft = blank();
  draft.version = 7;
  for (const auto& refused :
       {save(draft, draft, step(6)), finalise(draft, step(6)), take_over(draft, step(6)),
        discard(draft, step(6)), flag_risk(draft, step(6)), note_follow_up(draft, step(6))}) {
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), base::stale(7));
  }
}

TEST(ContactLife, NeedsAReasonToAmendTakeOverDiscardAndFlag) {
  const Contact draft = blank();
  const Contact final = in_state(State::final);
  const auto expected = base::invalid({{"reason", "required"}});
  EXPECT_EQ(amend(final, final, step(1, "")).error(), expected);
  EXPECT_EQ(take_over(draft, step(1, "")).error(), expected);
  EXPECT_EQ(discard(draft, step(1, "")).error(), expected);
  EXPECT_EQ(flag_risk(draft, step(1, "")).error(), expected);
  EXPECT_EQ(clear_risk(final, step(1, "")).error(), expected);
}

TEST(ContactLife, SavingTakesTheFormAndLeavesWhatTheFormDoesNotShow) {
  Contact stored = blank();
  stored.at_risk = true;
  stored.narrative.risk_reason = "đã nói";
  Contact typed = full();
  typed.counsellor = user(9);
  typed.hotline = testing::kOtherHotline;
  typed.number = "111-2026-999999";
  typed.narrative.risk_reason = "khác";
  const auto saved = save(stored, typed, step());
  ASSERT_TRUE(saved);
  EXPECT_EQ(saved->facts, typed.facts);
  EXPECT_EQ(saved->identity, typed.identity);
  EXPECT_EQ(saved->narrative.summary, typed.narrative.summary);
  EXPECT_EQ(saved->narrative.risk_reason, "đã nói");
  EXPECT_EQ(saved->counsellor, stored.counsellor);
  EXPECT_EQ(saved->hotline, stored.hotline);
  EXPECT_EQ(saved->number, "");
  EXPECT_TRUE(saved->at_risk);
  EXPECT_EQ(saved->version, 2);
}

TEST(ContactLife, ClosingARecordWithoutAnEndEndsItNow) {
  const auto closed = finalise(blank(), step());
  ASSERT_TRUE(closed);
  EXPECT_EQ(closed->state, State::final);
  EXPECT_EQ(closed->ended_at, kNow + std::chrono::minutes(30));
  EXPECT_EQ(finalise(full(), step())->ended_at, full().ended_at);
}

TEST(ContactLife, AnAmendmentIsCounted) {
  const Contact final = in_state(State::final);
  EXPECT_EQ(amend(final, final, step())->amendments, 1);
}

TEST(ContactLife, SaysWhoseTurnItIs) {
  Contact contact = blank();
  EXPECT_EQ(whose_turn(contact), Turn::counsellor);
  contact.state = State::final;
  EXPECT_EQ(whose_turn(contact), Turn::nobody);
  contact.at_risk = true;
  EXPECT_EQ(whose_turn(contact), Turn::hotline_lead);
}

TEST(ContactEnvelope, KeepsEveryField) {
  const Contact contact = full();
  EXPECT_EQ(decode_facts(encode(contact.facts)), contact.facts);
  EXPECT_EQ(decode_facts(encode(Facts{})), Facts{});
  EXPECT_EQ(decode_identity(encode(contact.identity)), contact.identity);
  EXPECT_EQ(decode_narrative(encode(contact.narrative)), contact.narrative);
}

TEST(ContactEnvelope, IsEmptyWhenNothingWasFilledIn) {
  EXPECT_EQ(encode(Identity{}), "");
  EXPECT_EQ(encode(Narrative{}), "");
  EXPECT_EQ(decode_identity(""), Identity{});
  EXPECT_EQ(decode_narrative(""), Narrative{});
}

/// Unknown, refused and not asked are answers, and none of them is "nothing filled in".
TEST(ContactEnvelope, TellsTheEmptyAnswersApart) {
  for (const auto* answer : {"unknown", "refused", "not_asked", ""}) {
    Facts facts;
    facts.sex = answer;
    EXPECT_EQ(decode_facts(encode(facts)).sex, answer);
  }
}

/// Stored text: a change of this form would make every older record unreadable.
TEST(ContactEnvelope, HasAFixedForm) {
  EXPECT_EQ(encode(full().facts),
            "1||safe_migration,labour_export_check|relative|female|24|18_24|33|vi|01|1|victim|1|"
            "kh|no");
  EXPECT_THROW(decode_facts("1|short"), std::runtime_error);
  EXPECT_THROW(decode_facts("2||||||||||||||"), std::runtime_error);
}

}  // namespace
}  // namespace hd::contacts
