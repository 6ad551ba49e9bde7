// Every way of tampering that the verifier promises to name. Source: security 3.4.

#include <gtest/gtest.h>

#include "audit/audit.h"
#include "audit/chain.h"
#include "audit/testing.h"
#include "base/testing.h"
#include "platform/json.h"
#include "platform/testing.h"

namespace hd::audit {
namespace {

using base::testing::at_minute;
using base::testing::id;
using platform::Transaction;

platform::SigningKey key(char seed) {
  return platform::signing_key(platform::Secret(std::string(32, seed)));
}

const platform::SigningKey kKey = key('s');
const std::string kTrusted = platform::to_hex(kKey.public_key);

void write_entry(Transaction& tx, int number) {
  record(tx, at_minute(number), {id<access::UserId>(number)},
         {.action = "contact.open",
          .object_kind = "contact",
          .object_id = id<access::UserId>(1000 + number).str()});
}

/// Entries 1 to 10, a head after 4 and after 8.
void write_log(Transaction& tx) {
  for (int number = 1; number <= 10; ++number) {
    write_entry(tx, number);
    if (number % 4 == 0) sign_head(tx, at_minute(number), kKey);
  }
}

class VerifierTest : public ::testing::Test {
 protected:
  VerifierTest() {
    database_->write([](Transaction& tx) {
      write_log(tx);
      return 0;
    });
  }
  std::vector<std::string> lines() {
    return database_->read([](Transaction& tx) { return testing::exported(tx); });
  }
  void change(std::string_view sql) {
    database_->write([&](Transaction& tx) { return tx.execute(sql); });
  }
  /// Gives entries from `first` on their right hashes again, as an administrator could.
  void rebuild_chain(std::int64_t first) {
    database_->write([&](Transaction& tx) {
      auto entries = find(tx, {}, 100);
      std::reverse(entries.begin(), entries.end());
      std::string previous(kFirstHash);
      for (Stored& entry : entries) {
        if (entry.sequence >= first) {
          entry.previous_hash = previous;
          entry.hash = hash_of(entry);
          tx.execute("UPDATE audit_entry SET previous_hash = $1, hash = $2 WHERE sequence = $3",
                     {entry.previous_hash, entry.hash, entry.sequence});
        }
        previous = entry.hash;
      }
      return tx.execute("UPDATE audit_chain SET hash = $1", {previous});
    });
  }
  /// "bad sequence: problem", or "good"; the export and the database must agree.
  std::string verdict() {
    const Verdict exported = testing::verdict_on(lines(), kTrusted);
    const Verdict stored =
        database_->read([](Transaction& tx) { return verify_log(tx, kTrusted); });
    EXPECT_EQ(exported.bad_sequence, stored.bad_sequence);
    return text(stored);
  }
  static std::string text(const Verdict& verdict) {
    if (verdict.good) return "good";
    return std::to_string(verdict.bad_sequence) + ": " + verdict.problem;
  }

  std::unique_ptr<platform::Database> database_ = platform::testing::migrated_database();
};

TEST_F(VerifierTest, AnUntouchedLogIsGood) {
  const Verdict found = testing::verdict_on(lines(), kTrusted);
  EXPECT_TRUE(found.good) << found.problem;
  EXPECT_EQ(found.entries, 10);
  EXPECT_EQ(found.heads, 2);
  EXPECT_EQ(verdict(), "good");
  EXPECT_TRUE(testing::verdict_on({}).good) << "an empty log";
}

TEST_F(VerifierTest, NamesAnEntryThatWasChanged) {
  for (const std::string column :
       {"user_id", "post_id", "session_id", "action", "object_kind", "object_id", "purpose"}) {
    change("UPDATE audit_entry SET " + column + " = " + column + " || 'x' WHERE sequence = 6");
    EXPECT_EQ(verdict(), "6: entry 6 was changed: its content does not give its hash") << column;
    change("UPDATE audit_entry SET " + column + " = substr(" + column + ", 1, length(" + column +
           ") - 1) WHERE sequence = 6");
    EXPECT_EQ(verdict(), "good");
  }
  change("UPDATE audit_entry SET happened_at = happened_at + 1 WHERE sequence = 6");
  EXPECT_EQ(verdict(), "6: entry 6 was changed: its content does not give its hash");
}

TEST_F(VerifierTest, NamesAnEntryThatWasReplacedWithItsHash) {
  change("UPDATE audit_entry SET user_id = 'somebody-else' WHERE sequence = 6");
  database_->write([](Transaction& tx) {
    const Stored entry = find(tx, {.before_sequence = 7}, 1).at(0);
    return tx.execute("UPDATE audit_entry SET hash = $1 WHERE sequence = 6", {hash_of(entry)});
  });
  EXPECT_EQ(verdict(), "6: entry 6 was replaced: entry 7 follows another one");
}

TEST_F(VerifierTest, NamesEntriesThatAreMissing) {
  change("DELETE FROM audit_entry WHERE sequence = 6");
  EXPECT_EQ(verdict(), "6: entry 6 is missing");
  EXPECT_EQ(testing::verdict_on(lines(), kTrusted).entries, 5) << "so many were good";
  change("DELETE FROM audit_entry WHERE sequence = 7");
  EXPECT_EQ(verdict(), "6: entries 6 to 7 are missing");
  change("DELETE FROM audit_entry WHERE sequence < 3");
  EXPECT_EQ(verdict(), "1: entries 1 to 2 are missing");
}

TEST_F(VerifierTest, AGapWhoseEndsWereTiedTogetherIsStillAGap) {
  change("DELETE FROM audit_entry WHERE sequence = 6");
  rebuild_chain(1);
  EXPECT_EQ(verdict(), "6: entry 6 is missing");
  EXPECT_EQ(testing::verdict_on(lines(), kTrusted).entries, 5);
}

TEST_F(VerifierTest, ASignedHeadShowsThatTheEndWasCutOff) {
  change("DELETE FROM audit_entry WHERE sequence > 6");
  change(
      "UPDATE audit_chain SET size = 6, hash = (SELECT hash FROM audit_entry WHERE sequence = 6)");
  EXPECT_EQ(verdict(), "7: entries 7 to 8 are missing at the end: a signed head counts them");
}

TEST_F(VerifierTest, TheChainShowsThatEntriesAfterTheLastHeadWereCutOff) {
  change("DELETE FROM audit_entry WHERE sequence > 8");
  const Verdict stored = database_->read([](Transaction& tx) { return verify_log(tx, ""); });
  EXPECT_EQ(text(stored), "9: entries 9 to 10 are missing at the end: the chain counts them");
}

TEST_F(VerifierTest, OnlyAHeadKeptOutsideShowsThatTheEndWasCutOffTogetherWithItsHeads) {
  const auto kept = database_->read([](Transaction& tx) { return latest_head(tx); });
  change("DELETE FROM audit_entry WHERE sequence > 6");
  change("DELETE FROM audit_head WHERE size > 6");
  EXPECT_EQ(text(testing::verdict_on(lines(), kTrusted)), "good");
  EXPECT_EQ(text(testing::verdict_on(lines(), kTrusted, {*kept})),
            "7: entries 7 to 8 are missing at the end: a signed head counts them");
}

TEST_F(VerifierTest, NamesEntriesThatChangedPlaces) {
  auto swapped = lines();
  std::swap(swapped[4], swapped[6]);  // a head stands between: lines of entries 4 … 7
  EXPECT_FALSE(testing::verdict_on(swapped).good);
  swapped = lines();
  std::swap(swapped[1], swapped[2]);
  EXPECT_EQ(text(testing::verdict_on(swapped)),
            "2: entry 2 stands in the wrong place: entry 3 comes before it");
  change("UPDATE audit_entry SET sequence = 99 WHERE sequence = 2");
  change("UPDATE audit_entry SET sequence = 2 WHERE sequence = 3");
  change("UPDATE audit_entry SET sequence = 3 WHERE sequence = 99");
  EXPECT_EQ(verdict(), "2: entry 2 was changed: its content does not give its hash");
}

TEST_F(VerifierTest, NamesAnEntryThatStandsTwice) {
  auto twice = lines();
  twice.insert(twice.begin() + 2, twice[1]);
  EXPECT_EQ(text(testing::verdict_on(twice)), "2: entry 2 stands a second time or too late");
}

TEST_F(VerifierTest, NamesTimeThatGoesBackwards) {
  change("UPDATE audit_entry SET happened_at = 0 WHERE sequence = 9");
  rebuild_chain(9);
  EXPECT_EQ(verdict(), "9: entry 9 is older than the entry before: time went backwards");
}

TEST_F(VerifierTest, ASignedHeadShowsThatTheWholeChainWasRewritten) {
  change("UPDATE audit_entry SET user_id = 'somebody-else' WHERE sequence = 3");
  rebuild_chain(1);
  EXPECT_EQ(verdict(),
            "4: the head of size 4 names another entry than the log holds: the log was forked");
}

TEST_F(VerifierTest, AHeadKeptOutsideShowsAForkThatWasSignedAgain) {
  const auto kept = database_->read([](Transaction& tx) { return latest_head(tx); });
  change("UPDATE audit_entry SET user_id = 'somebody-else' WHERE sequence = 3");
  rebuild_chain(1);
  change("DELETE FROM audit_head");
  database_->write([](Transaction& tx) {
    sign_head(tx, at_minute(20), kKey);
    return 0;
  });
  EXPECT_EQ(verdict(), "good")
      << "whoever holds the key can rewrite; that is what witnesses are for";
  EXPECT_EQ(text(testing::verdict_on(lines(), kTrusted, {*kept})),
            "8: entry 8 is not the one a kept head names: the log was forked");
}

TEST_F(VerifierTest, NamesAHeadOfAnotherSigner) {
  database_->write([](Transaction& tx) {
    sign_head(tx, at_minute(20), key('x'));
    return 0;
  });
  EXPECT_EQ(verdict(), "10: the head of size 10 was signed by another key than the trusted one");
  EXPECT_EQ(text(testing::verdict_on(lines())),
            "10: the head of size 10 was signed by another key than the trusted one")
      << "without a trusted key the heads must agree";
}

TEST_F(VerifierTest, NamesAHeadWhoseSignatureDoesNotFit) {
  change("UPDATE audit_head SET signed_at = signed_at + 1 WHERE size = 8");
  EXPECT_EQ(verdict(), "8: the head of size 8 has a signature that does not fit");
  change("UPDATE audit_head SET signature = 'abc' WHERE size = 4");
  EXPECT_EQ(verdict(), "4: the head of size 4 has a signature that does not fit");
}

TEST_F(VerifierTest, HeadsOutOfTheirPlaceAreNamed) {
  auto moved = lines();
  const std::string head = moved[4];
  moved.erase(moved.begin() + 4);
  moved.insert(moved.begin() + 6, head);
  EXPECT_EQ(text(testing::verdict_on(moved)), "4: the head of size 4 stands too late");
  auto twice = lines();
  twice.insert(twice.begin() + 5, twice[4]);
  EXPECT_EQ(text(testing::verdict_on(twice)),
            "4: the head of size 4 stands a second time or too late");
}

Head signed_head(std::int64_t size, const std::string& hash) {
  Head head{size, hash, at_minute(1), kTrusted, ""};
  head.signature = platform::to_hex(platform::sign(kKey, canonical(head)));
  return head;
}

TEST_F(VerifierTest, KeptHeadsMustAgreeWithOneAnotherAndWithTheLog) {
  const auto hash = [&](std::int64_t sequence) {
    return database_->read(
        [&](Transaction& tx) { return find(tx, {.before_sequence = sequence + 1}, 1).at(0).hash; });
  };
  const auto with = [&](const std::vector<Head>& kept) {
    return text(testing::verdict_on(lines(), kTrusted, kept));
  };
  const std::string other(64, 'f');
  EXPECT_EQ(with({signed_head(3, hash(3)), signed_head(3, hash(3)), signed_head(7, hash(7))}),
            "good");
  EXPECT_EQ(with({signed_head(3, hash(3)), signed_head(3, other)}),
            "3: two kept heads of size 3 disagree: the log was forked");
  EXPECT_EQ(with({signed_head(7, other)}),
            "7: entry 7 is not the one a kept head names: the log was forked");
  EXPECT_EQ(with({signed_head(10, hash(10))}), "good");
  EXPECT_EQ(with({signed_head(12, other), signed_head(11, other)}),
            "11: entries 11 to 12 are missing at the end: a signed head counts them");
}

TEST_F(VerifierTest, AKeyThatIsNoneFitsNoSignature) {
  Head head = signed_head(3, "x");
  head.public_key = "no hexadecimal digits";
  EXPECT_EQ(text(testing::verdict_on({}, "", {head})),
            "3: the head of size 3 has a signature that does not fit");
}

TEST_F(VerifierTest, TheChainMustEndWithTheLastEntry) {
  const auto stored = [&] {
    return text(database_->read([](Transaction& tx) { return verify_log(tx, ""); }));
  };
  change("UPDATE audit_chain SET size = 9");
  EXPECT_EQ(stored(), "10: entry 10 was added outside the chain");
  change("UPDATE audit_chain SET size = 10, hash = 'other'");
  EXPECT_EQ(stored(), "10: the end of the chain is not entry 10");
}

TEST_F(VerifierTest, TimeGoesBackwardsAfterAClockStepOnly) {
  change("UPDATE audit_entry SET happened_at = happened_at - 3600000 WHERE sequence = 10");
  rebuild_chain(10);
  EXPECT_EQ(verdict(), "10: entry 10 is older than the entry before: time went backwards");
  change("UPDATE audit_entry SET action = 'clock.set_back' WHERE sequence = 9");
  rebuild_chain(9);
  EXPECT_EQ(verdict(), "good");
  change(
      "UPDATE audit_entry SET happened_at = (SELECT happened_at FROM audit_entry WHERE sequence ="
      " 9), action = 'x' WHERE sequence IN (9, 10)");
  rebuild_chain(9);
  EXPECT_EQ(verdict(), "good") << "the same moment is not backwards";
}

TEST_F(VerifierTest, TheFirstEntryFollowsNothing) {
  change("UPDATE audit_entry SET previous_hash = 'x' WHERE sequence = 1");
  database_->write([](Transaction& tx) {
    const Stored first = find(tx, {.before_sequence = 2}, 1).at(0);
    return tx.execute("UPDATE audit_entry SET hash = $1 WHERE sequence = 1", {hash_of(first)});
  });
  EXPECT_EQ(verdict(), "1: entry 1 was replaced: entry 1 follows another one");
}

TEST_F(VerifierTest, EmptyLinesAreNothing) {
  auto with_empty = lines();
  with_empty.insert(with_empty.begin() + 2, "");
  EXPECT_EQ(text(testing::verdict_on(with_empty, kTrusted)), "good");
}

TEST_F(VerifierTest, AHeadComesBackFromItsLine) {
  const Head head = signed_head(3, std::string(64, 'a'));
  const auto back = parse_head(head_line(head));
  ASSERT_TRUE(back);
  EXPECT_EQ(canonical(*back), canonical(head));
  EXPECT_EQ(back->public_key, head.public_key);
  EXPECT_EQ(back->signature, head.signature);
  EXPECT_FALSE(parse_head("{"));
  EXPECT_FALSE(parse_head(lines()[0])) << "an entry";
  EXPECT_FALSE(parse_head(R"({"type":"head","size":3})"));
  std::string other = head_line(head);
  other.replace(other.find("\"head\"") + 1, 4, "hand");
  EXPECT_FALSE(parse_head(other));
}

TEST_F(VerifierTest, LinesThatAreNoneAreNamedByTheirNumber) {
  const auto with = [&](const std::string& line) {
    auto all = lines();
    all.insert(all.begin() + 3, line);
    return text(testing::verdict_on(all));
  };
  EXPECT_EQ(with("{"), "4: line 4 is not JSON");
  EXPECT_EQ(with("[]"), "4: line 4 is neither an entry nor a head");
  EXPECT_EQ(with(R"({"type":"other"})"), "4: line 4 is neither an entry nor a head");
  EXPECT_EQ(with(R"({"type":"entry"})"), "4: line 4 is not a complete entry");
  EXPECT_EQ(with(R"({"type":"head","size":4})"), "4: line 4 is not a complete head");
}

TEST_F(VerifierTest, AnyChangedCharacterOfAnExportIsNoticed) {
  const auto original = lines();
  std::size_t missed = 0;
  for (std::size_t line = 0; line + 2 < original.size(); ++line) {
    for (std::size_t i = line % 3; i < original[line].size(); i += 3) {
      auto changed = original;
      changed[line][i] = static_cast<char>(changed[line][i] ^ 1);
      if (testing::verdict_on(changed, kTrusted).good) ++missed;
    }
  }
  EXPECT_EQ(missed, 0U);
}

}  // namespace
}  // namespace hd::audit
