// The papers of a referral as files: who may, what a signature or a pack may rest on.

#include <algorithm>
#include <utility>

#include "referrals/operations.h"
#include "referrals/store.h"

namespace hd::referrals {
namespace {

constexpr std::string_view kHandOverPaper = "hand_over";

std::vector<files::FileId> files_of_pack(const Referral& referral) {
  std::vector<files::FileId> found;
  if (!referral.steps.documents) return found;
  for (const PackItem& item : referral.steps.documents->documents) {
    if (item.file) found.push_back(*item.file);
  }
  return found;
}

base::Error not_ready(const files::File& file) {
  return {base::ErrorKind::conflict,
          "file.not_ready",
          {},
          {{"state", std::string(base::name_of(files::kStateNames, file.state))}}};
}

bool belongs(const files::File& file, const Referral& referral) {
  return file.subject == files::Subject{.kind = "referral", .id = referral.id.str()};
}

}  // namespace

base::Result<files::Right> Operations::files_right(platform::Transaction& tx, const Who& who,
                                                   const ReferralId& id, files::Use use) {
  using access::Permission;
  const auto referral = store::find({tx, vault_, who.actor.session}, id);
  if (!referral) return base::not_found();
  const bool write = use == files::Use::write;
  files::Right right{
      .decision = {}, .key_group = "case/" + referral->case_id.str(), .org = referral->sender};
  if (const auto of_case = files_of_case(tx, vault_, who, referral->case_id, write)) {
    right.decision = *of_case;
    return right;
  }
  const auto object = object_of(tx, vault_, who, *referral);
  if (!object) return base::not_found();
  const auto needed = write ? Permission::files_write : Permission::files_read;
  right.decision = access::decide(who.actor, needed, *object, who.today());
  // On its way in danger, but not accepted in writing: nothing yet.
  if (!right.decision || !referral->accepted_at) return base::not_found();
  right.own_only = !documents_open(tx, who, *referral);
  if (!referral->pack_released_at) right.withheld = files_of_pack(*referral);
  return right;
}

void Operations::note_file_given(platform::Transaction& tx, const Who& who, const ReferralId& id,
                                 std::uint8_t mark) {
  const auto loaded = load(tx, who, id);
  if (!loaded || loaded->side == Side::sender) return;
  const Referral& referral = loaded->referral;
  note_disclosed(tx, who, referral, recipient_of(referral, loaded->side), mark, true);
}

base::Result<Scan> Operations::scan_of(platform::Transaction& tx, const Who& who,
                                       const Referral& referral, const files::FileId& id) {
  const auto file = files::file_for_rules(tx, vault_, {who.actor, who.now}, id);
  if (!file || !belongs(*file, referral) || file->kind != kHandOverPaper) {
    return base::invalid({{"file_id", "unknown_value"}});
  }
  if (file->state != files::State::ready) return not_ready(*file);
  return Scan{.file = id, .name = file->name, .sha256 = file->sha256};
}

base::Result<base::Done> Operations::check_pack(platform::Transaction& tx, const Who& who,
                                                const Referral& referral,
                                                const DocumentsStep& step) {
  std::vector<base::FieldError> found;
  for (std::size_t i = 0; i < step.documents.size(); ++i) {
    const PackItem& item = step.documents[i];
    if (!item.file) continue;
    const std::string place = "documents_consent.documents." + std::to_string(i) + ".";
    const auto file = files::file_for_rules(tx, vault_, {who.actor, who.now}, *item.file);
    if (!file || !belongs(*file, referral)) {
      found.push_back({place + "file_id", "unknown_value"});
    } else if (file->state != files::State::ready) {
      return not_ready(*file);
    } else if (item.mark < file->mark) {
      found.push_back({place + "mark", "below_file"});
    }
  }
  if (!found.empty()) return base::invalid(std::move(found));
  return base::Done{};
}

bool file_in_use(platform::Transaction& tx, const files::FileId& file) {
  return store::rests_on(tx, file);
}

}  // namespace hd::referrals
