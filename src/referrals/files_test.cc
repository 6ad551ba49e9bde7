// The papers of a referral as files: who sees them when, the pack, signatures on paper.

#include <map>

#include "cases/operations_consent.h"
#include "directory/operations.h"
#include "files/operations.h"
#include "files/testing.h"
#include "referrals/testing.h"

namespace hd::referrals::testing {
namespace {

using files::CopyKind;
using files::FileId;

class ReferralFiles : public ReferralScene {
 protected:
  ReferralFiles() {
    stage_.database->write([](platform::Transaction& tx) {
      files::load_first_content(tx);
      return base::Done{};
    });
  }

  template <class Work>
  auto in_tx(Work&& work) {
    return stage_.database->write(std::forward<Work>(work));
  }
  files::Who as(const access::Actor& who) const { return {who, stage_.now}; }

  /// A picture attached to the referral; nullopt when it was not taken.
  std::optional<FileId> attach(const access::Actor& who, const std::string& referral,
                               const std::string& kind = "identity_paper", bool examine = true) {
    const std::string bytes = files::testing::png(8, 8);
    const auto size = static_cast<std::int64_t>(bytes.size());
    const auto begun = in_tx([&](auto& tx) {
      return attachments_.begin(tx, as(who), {{"referral", referral}, kind, "giay.png", size});
    });
    if (!begun) return std::nullopt;
    const auto sent = in_tx(
        [&](auto& tx) { return attachments_.put_part(tx, as(who), begun->file.id, 1, bytes); });
    EXPECT_TRUE(sent) << sent.error().code;
    if (examine) {
      EXPECT_EQ(attachments_.examine_due(*stage_.database, stage_.now), 1U);
    }
    return begun->file.id;
  }
  /// "ok" or the code of the error.
  std::string download(const access::Actor& who, const FileId& id) {
    const auto ticket = in_tx([&](auto& tx) {
      return attachments_.download(tx, as(who), id, CopyKind::original, "evidence");
    });
    return ticket ? "ok" : ticket.error().code;
  }
  /// How many files the list shows; -1: no such record.
  int listed(const access::Actor& who, const std::string& referral) {
    const auto page = in_tx([&](auto& tx) {
      return attachments_.list(tx, as(who), {.subject = {"referral", referral}});
    });
    return page ? static_cast<int>(page->items.size()) : -1;
  }
  /// She lets papers go to the organisation, besides identity.
  cases::Consent documents_too(const directory::OrgId& recipient) {
    return agree(recipient, cases::bit(cases::Category::documents));
  }
  static std::string pack_of(const FileId& file, const std::string& mark = "identity") {
    return R"({"documents":[{"title":"Căn cước","mark":")" + mark + R"(","file_id":")" +
           file.str() + R"("}]})";
  }
  static std::string scanned(const std::string& role, const FileId& file) {
    return R"("role":")" + role + R"(","name":"Người Ký","file_id":")" + file.str() + "\"";
  }

  const files::Examiner examiner_;
  files::Operations attachments_{
      {.vault = *stage_.vault,
       .ask = [this](platform::Transaction& tx, const files::Who& who,
                     const files::Subject& subject, files::Use use) -> base::Result<files::Right> {
         const auto id = ReferralId::parse(subject.id);
         if (subject.kind != "referral" || !id) return base::not_found();
         return operations_.files_right(tx, {who.actor, who.now}, *id, use);
       },
       .examine =
           [this](std::string_view bytes, std::string_view extension) {
             return std::optional(examiner_.examine(bytes, extension));
           },
       .in_use = file_in_use,
       .handed_out =
           [this](platform::Transaction& tx, const files::Who& who, const files::File& file) {
             operations_.note_file_given(tx, {who.actor, who.now},
                                         *ReferralId::parse(file.subject.id), file.mark);
           }}};
};

// R-017, R-019: no paper before written acceptance and consent, for papers and for what they tell.
TEST_F(ReferralFiles, TheReceiverSeesNoneBeforeAcceptanceAndConsent) {
  const std::string id = sent();
  const FileId file = *attach(officer_, id);
  EXPECT_EQ(download(officer_, file), "ok");
  consent(kHealth);
  documents_too(kHealth);
  EXPECT_EQ(download(health_, file), "not_found") << "not accepted";
  EXPECT_EQ(listed(health_, id), -1);
  EXPECT_EQ(act(health_, id, "accept", acceptance()).status, 200);
  EXPECT_EQ(download(health_, file), "ok");
  EXPECT_EQ(listed(health_, id), 1);
  for (const auto* stranger : {&colleague_, &women_, &police_, &health_unit_}) {
    EXPECT_EQ(download(*stranger, file), "not_found");
    EXPECT_EQ(listed(*stranger, id), -1);
  }
}

TEST_F(ReferralFiles, AcceptanceWithoutConsentToPapersOpensNone) {
  const std::string id = accepted();
  const FileId file = *attach(officer_, id);
  EXPECT_EQ(download(health_, file), "not_found");
  const auto identity = consent(kHealth);
  EXPECT_EQ(download(health_, file), "not_found") << "identity, but no papers";
  EXPECT_EQ(listed(health_, id), 0);
  documents_too(kHealth);
  EXPECT_EQ(download(health_, file), "ok");
  withdraw(identity);
  EXPECT_EQ(download(health_, file), "not_found") << "papers, but not who she is";
}

TEST_F(ReferralFiles, APaperOfHigherMarkThanConsentStaysShut) {
  const std::string id = accepted();
  consent(kHealth);
  documents_too(kHealth);
  const FileId medical = *attach(officer_, id, "medical");
  EXPECT_EQ(download(health_, medical), "not_found");
  EXPECT_EQ(listed(health_, id), 0);
}

// R-013: no sight in the transaction that declines.
TEST_F(ReferralFiles, WhoDeclinesLosesSightInTheSameTransaction) {
  const std::string id = sent();
  const FileId file = *attach(officer_, id);
  consent(kHealth);
  documents_too(kHealth);
  const auto seen = in_tx([&](auto& tx) {
    const Who who{health_, stage_.now};
    const auto referral = ReferralId::parse(id).value();
    const auto version = operations_.open(tx, who, referral)->seen.referral.version;
    const auto declined = operations_.change_status(
        tx, who, referral,
        {.version = version, .action = Action::decline, .reason = "no_capacity"});
    EXPECT_TRUE(declined);
    const auto after = operations_.files_right(tx, who, referral, files::Use::read);
    return std::pair{declined && true, after && true};
  });
  EXPECT_EQ(seen, (std::pair{true, false}));
  EXPECT_EQ(download(health_, file), "not_found");
  EXPECT_FALSE(attach(health_, id)) << "and adds none";
}

TEST_F(ReferralFiles, AnOverrideOpensPapersOnlyWhenItNamesThem) {
  const std::string id = accepted();
  const FileId file = *attach(officer_, id);
  override_consent(kHealth);
  EXPECT_EQ(download(health_, file), "not_found") << "it opens identity, no papers";
  override_consent(kHealth, cases::bit(cases::Category::documents));
  EXPECT_EQ(download(health_, file), "ok");
  stage_.now += std::chrono::hours(24);
  EXPECT_EQ(download(health_, file), "not_found") << "its time is over";
}

// R-019: the papers of the pack go with the pack, as files.
TEST_F(ReferralFiles, ThePackGivesItsPapersAsFilesOnceItIsReleased) {
  const std::string id = accepted();
  consent(kHealth);
  documents_too(kHealth);
  const FileId file = *attach(officer_, id);
  EXPECT_EQ(step(officer_, id, "final_decision", decision()).status, 200);
  EXPECT_EQ(step(officer_, id, "documents_consent", pack_of(file, "work")).status, 400)
      << "the file tells more than the paper";
  EXPECT_EQ(step(officer_, id, "documents_consent", pack_of(FileId::random())).status, 400);
  EXPECT_EQ(step(officer_, id, "documents_consent", pack_of(file)).status, 200);
  EXPECT_EQ(download(health_, file), "not_found") << "not released";
  const auto released = act(officer_, id, "release_pack");
  EXPECT_EQ(released.status, 200) << released.body;
  const auto seen = get(health_, "/" + id);
  EXPECT_NE(seen.body.find(R"("file_id":")" + file.str()), std::string::npos) << seen.body;
  EXPECT_EQ(download(health_, file), "ok");
}

TEST_F(ReferralFiles, APaperOfAnotherReferralOrOneNotExaminedIsNoPaperOfThePack) {
  const std::string other = accepted();
  const FileId elsewhere = *attach(officer_, other);
  const std::string id = accepted();
  EXPECT_EQ(step(officer_, id, "documents_consent", pack_of(elsewhere)).status, 400);
  const FileId waiting = *attach(officer_, id, "identity_paper", false);
  const auto early = step(officer_, id, "documents_consent", pack_of(waiting));
  EXPECT_EQ(early.status, 409);
  EXPECT_EQ(text_of(early, "code"), "file.not_ready");
}

// R-023: a paper signed by hand stands for the drawing; the record names it with its hash.
TEST_F(ReferralFiles, ASignedPaperStandsForADrawing) {
  const std::string id = on_the_way();
  EXPECT_EQ(post(officer_, id, "hand-over-records", record()).status, 201);
  const FileId photo = *attach(officer_, id, "photo");
  EXPECT_EQ(post(officer_, id, "signatures", scanned("giver", photo)).status, 400)
      << "no hand-over paper";
  const FileId early = *attach(officer_, id, "hand_over", false);
  EXPECT_EQ(text_of(post(officer_, id, "signatures", scanned("giver", early)), "code"),
            "file.not_ready");
  EXPECT_EQ(attachments_.examine_due(*stage_.database, stage_.now), 1U);
  EXPECT_EQ(post(officer_, id, "signatures", R"("role":"giver","name":"Người Ký")").status, 400);
  EXPECT_EQ(
      post(officer_, id, "signatures", signature("giver") + R"(,"file_id":")" + early.str() + "\"")
          .status,
      400)
      << "both";
  EXPECT_EQ(post(officer_, id, "signatures", scanned("giver", early)).status, 201);
  EXPECT_EQ(post(officer_, id, "signatures", scanned("giver", early)).status, 409) << "twice";
  EXPECT_EQ(post(health_, id, "signatures", signature("receiver")).status, 201);
  const auto last = post(officer_, id, "signatures", scanned("person", early));
  EXPECT_EQ(last.status, 201) << last.body;
  EXPECT_EQ(text_of(last, "status"), "handed_over");
  EXPECT_NE(last.body.find(R"("scan":{"file_id":")" + early.str()), std::string::npos);

  const auto referral = ReferralId::parse(id).value();
  const auto copy = in_tx([&](auto& tx) {
    return operations_.paper(tx, {officer_, stage_.now}, referral, PaperKind::hand_over);
  });
  const auto file = in_tx(
      [&](auto& tx) { return files::file_for_rules(tx, *stage_.vault, as(officer_), early); });
  ASSERT_EQ(file->sha256.size(), 64U);
  std::string text;
  for (const auto& block : copy->paper.content.blocks) {
    for (const auto& item : block.items) text += item + "\n";
  }
  EXPECT_NE(text.find("giay.png, SHA-256 " + file->sha256), std::string::npos) << text;
  EXPECT_EQ(get(health_, "/" + id + "/papers/hand_over/pdf").status, 200);

  const auto withdrawn = in_tx([&](auto& tx) {
    return attachments_.withdraw(tx, as(officer_), early, file->version, "nhầm");
  });
  EXPECT_EQ(withdrawn.error().code, "file.in_use");
}

// R-016: whoever got papers is told when she takes her consent back.
TEST_F(ReferralFiles, AHolderOfPapersIsToldOfAWithdrawal) {
  const std::string id = accepted();
  const FileId file = *attach(officer_, id);
  EXPECT_EQ(download(officer_, file), "ok");
  EXPECT_EQ(count("SELECT COUNT(*) AS n FROM disclosure"), 0) << "the case's people hold it anyway";
  const auto given = consent(kHealth);
  documents_too(kHealth);
  EXPECT_EQ(download(health_, file), "ok");
  EXPECT_EQ(download(health_, file), "ok");
  EXPECT_EQ(count("SELECT COUNT(*) AS n FROM disclosure"), 1) << "once for the same data";
  cases::Consents consents(*stage_.vault);
  const auto done = in_tx([&](auto& tx) {
    return consents.withdraw(tx, {officer_, stage_.now}, given.id,
                             {.version = given.version, .reason = "đổi ý"});
  });
  ASSERT_TRUE(done);
  ASSERT_EQ(done->holders.size(), 1U);
  EXPECT_EQ(done->holders.front().organisation, kHealth);
  EXPECT_TRUE(done->holders.front().disclosed);
  EXPECT_EQ(count("SELECT COUNT(*) AS n FROM duty WHERE rule_code = 'CONSENT_TELL' "
                  "AND state = 'open' AND counterpart = '" +
                  kHealth.str() + "'"),
            1);
}

}  // namespace
}  // namespace hd::referrals::testing
