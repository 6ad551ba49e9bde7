#include "contacts/store.h"

#include <gtest/gtest.h>

#include "contacts/testing.h"
#include "vault/testing.h"

namespace hd::contacts {
namespace {

using platform::Transaction;
using std::chrono::minutes;
using testing::blank;
using testing::full;
using testing::kHotline;
using testing::kNow;
using testing::kOtherHotline;
using testing::user;

const vault::Opening kReader{.session = std::nullopt, .record = {}};

class ContactStore : public ::testing::Test {
 protected:
  template <class Work>
  auto write(Work work) {
    return database_->write(work);
  }
  void insert(const Contact& contact) {
    write([&](Transaction& tx) {
      store_.insert(tx, contact);
      return 0;
    });
  }
  std::optional<Contact> find(const ContactId& id) {
    return write([&](Transaction& tx) {
      return store_.find(tx, kReader, id, [](const Contact&) { return true; });
    });
  }
  std::vector<Contact> list(const store::Query& query) {
    return write([&](Transaction& tx) { return store_.list(tx, kReader, query); });
  }

  std::unique_ptr<platform::Database> database_ = platform::testing::migrated_database();
  std::unique_ptr<vault::Vault> vault_ = vault::testing::vault();
  store::Store store_{*vault_};
};

store::Query everything(const directory::OrgId& hotline = kHotline) {
  return {.scopes = {{.hotline = hotline,
                      .own_drafts = true,
                      .other_drafts = true,
                      .own_finals = true,
                      .other_finals = true}},
          .viewer = user(1)};
}

TEST_F(ContactStore, KeepsEveryField) {
  const Contact contact = full();
  insert(contact);
  EXPECT_EQ(find(contact.id), contact);
  Contact next = contact;
  next.version = 2;
  next.state = State::final;
  next.number = "111-2026-000001";
  next.at_risk = true;
  next.risk_at = kNow;
  next.risk_by = user(3);
  next.narrative.summary = "khác";
  EXPECT_TRUE(write([&](Transaction& tx) { return store_.update(tx, next); }));
  EXPECT_EQ(find(contact.id), next);
}

TEST_F(ContactStore, KnowsEveryStateAndDirection) {
  int number = 1;
  for (const auto& state : kStateNames) {
    for (const auto& direction : kDirectionNames) {
      Contact contact = blank(number++);
      contact.state = state.value;
      contact.direction = direction.value;
      insert(contact);
      EXPECT_EQ(find(contact.id), contact);
    }
  }
}

TEST_F(ContactStore, DoesNotSaveOverAnotherVersion) {
  Contact contact = full();
  insert(contact);
  contact.version = 3;
  EXPECT_FALSE(write([&](Transaction& tx) { return store_.update(tx, contact); }));
}

TEST_F(ContactStore, DoesNotOpenWhatTheViewerMayNotSee) {
  insert(full());
  const auto hidden = write([&](Transaction& tx) {
    return store_.find(tx, kReader, full().id, [](const Contact& head) {
      EXPECT_EQ(head.identity.phone, "");  // nothing was opened to decide
      return false;
    });
  });
  EXPECT_FALSE(hidden);
}

TEST_F(ContactStore, ListsNewestFirstPageByPage) {
  for (int i = 1; i <= 5; ++i) {
    Contact contact = blank(i);
    contact.started_at = kNow + minutes(i / 2);  // two pairs of the same minute
    insert(contact);
  }
  insert(blank(6, kOtherHotline));
  std::string order;
  auto query = everything();
  query.limit = 2;
  for (int page = 0; page < 4; ++page) {
    for (const auto& contact : list(query)) {
      order += contact.id.str().back();
      query.after = store::Position{contact.started_at, contact.id.str()};
    }
    order += '|';
  }
  EXPECT_EQ(order, "54|32|1||");
}

TEST_F(ContactStore, FiltersByStateKindTimeCounsellorNumberAndRisk) {
  Contact final = full(1);
  final.state = State::final;
  final.number = "111-2026-000001";
  insert(final);
  Contact draft = blank(2);
  draft.started_at = kNow + minutes(60);
  draft.counsellor = user(2);
  draft.at_risk = true;
  insert(draft);
  Contact discarded = blank(3);
  discarded.state = State::discarded;
  insert(discarded);
  const auto found = [&](auto change) {
    auto query = everything();
    change(query);
    std::string ids;
    for (const auto& contact : list(query)) ids += contact.id.str().back();
    return ids;
  };
  EXPECT_EQ(found([](store::Query&) {}), "21");
  EXPECT_EQ(found([](store::Query& q) { q.state = State::draft; }), "2");
  EXPECT_EQ(found([](store::Query& q) { q.state = State::discarded; }), "3");
  EXPECT_EQ(found([](store::Query& q) { q.kind = "counselling"; }), "1");
  EXPECT_EQ(found([](store::Query& q) { q.channel = "email"; }), "");
  EXPECT_EQ(found([](store::Query& q) { q.from = kNow + minutes(60); }), "2");
  EXPECT_EQ(found([](store::Query& q) { q.to = kNow + minutes(60); }), "1");
  EXPECT_EQ(found([](store::Query& q) { q.counsellor = user(2); }), "2");
  EXPECT_EQ(found([](store::Query& q) { q.number = "111-2026-000001"; }), "1");
  EXPECT_EQ(found([](store::Query& q) { q.at_risk_only = true; }), "2");
}

/// Known caller: only records of the same hotline, whatever way the number was written. R-125.
TEST_F(ContactStore, FindsANumberAtItsOwnHotlineOnly) {
  insert(full(1));
  Contact elsewhere = blank(2, kOtherHotline);
  elsewhere.identity.phone = "0900000011";
  insert(elsewhere);
  const auto here = write(
      [&](Transaction& tx) { return store_.with_phone(tx, kReader, everything(), "84900000011"); });
  ASSERT_EQ(here.size(), 1U);
  EXPECT_EQ(here.front().id, full(1).id);
}

/// Ten rows or a million: every list starts at the newest end of an index that fits it.
TEST_F(ContactStore, ReadsEveryListFromAnIndexInItsOrder) {
  if (database_->engine() != platform::Engine::sqlite) GTEST_SKIP() << "plans depend on the engine";
  const auto plan = [&](const std::string& condition) {
    return database_->read([&](Transaction& tx) {
      std::string text;
      for (const auto& row :
           tx.query("EXPLAIN QUERY PLAN SELECT id FROM contact WHERE hotline_id = 'h' AND "
                    "((state <> 'final' AND counsellor_id = 'm') OR (state = 'final')) AND " +
                    condition + " ORDER BY started_at DESC, id DESC LIMIT 51")) {
        text += row.text("detail") + ";";
      }
      return text;
    });
  };
  const auto uses = [&](const std::string& condition, const std::string& index) {
    const auto text = plan(condition);
    EXPECT_NE(text.find("USING INDEX " + index + " "), std::string::npos) << text;
    EXPECT_EQ(text.find("TEMP B-TREE"), std::string::npos) << text;
  };
  uses("state <> 'discarded'", "contact_list");
  uses("state <> 'discarded' AND (started_at, id) < (5, 'x')", "contact_list");
  uses("state <> 'discarded' AND kind = 'k'", "contact_kind");
  uses("state <> 'discarded' AND counsellor_id = 'c'", "contact_counsellor");
  uses("state = 'draft'", "contact_open");
  uses("state = 'draft' AND counsellor_id || '' = 'c'", "contact_open");
  uses("state <> 'discarded' AND at_risk = 1", "contact_risk");
  uses("state <> 'discarded' AND at_risk = 1 AND counsellor_id || '' = 'c'", "contact_risk");
  uses("phone_index = 'p' AND state <> 'discarded'", "contact_phone");
}

TEST_F(ContactStore, KeepsOldVersionsSealedInTheirOwnPlace) {
  Contact current = full();
  insert(current);
  Contact old = current;
  old.narrative.summary = "trước";
  write([&](Transaction& tx) {
    store_.keep_version(tx, {old, kNow + minutes(5), user(4), "sửa nội dung"});
    return 0;
  });
  const auto found = write([&](Transaction& tx) { return store_.versions(tx, kReader, current); });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().contact, old);
  EXPECT_EQ(found.front().reason, "sửa nội dung");
  EXPECT_EQ(found.front().replaced_by, user(4));
}

/// Identity can be erased while the coded facts stay for statistics.
TEST_F(ContactStore, ReadsWhatIsLeftAfterTheIdentityWasErased) {
  insert(full());
  write([&](Transaction& tx) {
    return vault::shred(tx, "contact/" + kHotline.str() + "/2026-03", vault::Compartment::identity);
  });
  const auto left = find(full().id);
  ASSERT_TRUE(left);
  EXPECT_EQ(left->identity, Identity{});
  EXPECT_EQ(left->facts, full().facts);
}

TEST_F(ContactStore, StoresNoWordOfTheContentInTheOpen) {
  insert(full());
  const auto row = write([](Transaction& tx) {
    return tx.query("SELECT facts, identity, narrative FROM contact").front();
  });
  for (const auto* column : {"facts", "identity", "narrative"}) {
    for (const auto* word : {"female", "0900", "hoa sen", "Con g"}) {
      EXPECT_EQ(row.blob(column).bytes.find(word), std::string::npos) << column << " " << word;
    }
  }
}

TEST_F(ContactStore, HandsReportsTheClosedRecordsThatChangedSinceAndThatTheyDoNotKnow) {
  const auto later = [](Contact contact, State state) {
    contact.state = state;
    contact.updated_at = kNow + minutes(10);
    return contact;
  };
  insert(full(1));
  insert(later(blank(2), State::final));
  insert(later(blank(3), State::draft));
  insert(later(blank(4), State::final));
  std::string ids;
  write([&](Transaction& tx) {
    store_.scan_facts(
        tx, kHotline, kNow + minutes(1),
        [](const store::Mark& mark) {
          EXPECT_EQ(mark.version, 1);
          EXPECT_EQ(mark.updated_at, kNow + minutes(10));
          return !mark.id.ends_with('4');
        },
        [&](const Contact& contact, base::Timestamp closed) {
          ids += contact.id.str().back();
          EXPECT_EQ(closed, contact.updated_at);
        });
    return 0;
  });
  EXPECT_EQ(ids, "2");
}

}  // namespace
}  // namespace hd::contacts
