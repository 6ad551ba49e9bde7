// What attachments need of the rest of the system: whose record it is, how bytes of strangers are
// looked at.

#include <stdexcept>

#include "cases/operations.h"
#include "commands.h"
#include "files/examine.h"
#include "parts.h"
#include "platform/antivirus.h"
#include "platform/sandbox.h"

namespace hd {
namespace {

using access::Permission;

/// Larger than any file that is taken in.
constexpr std::size_t kInputMax = std::size_t{256} << 20U;

/// A conversation's files follow the conversation: who opens it opens them, who may write in it may
/// add some.
base::Result<files::Right> right_to_contact(contacts::Operations& contacts,
                                            platform::Transaction& tx, const files::Who& who,
                                            const std::string& text, files::Use use) {
  const auto id = contacts::ContactId::parse(text);
  if (!id) return base::not_found();
  const contacts::Who asker{who.actor, who.now};
  auto allowed = contacts.allowed(
      tx, asker, *id,
      use == files::Use::read ? Permission::contacts_read : Permission::contacts_amend);
  if (!allowed && use == files::Use::write) {
    allowed = contacts.allowed(tx, asker, *id, Permission::contacts_take);
  }
  if (!allowed) return allowed.error();
  return files::Right{allowed->decision, "contact_files/" + id->str(), allowed->hotline};
}

/// A case decides who opens and who adds its files; they are sealed with its keys.
base::Result<files::Right> right_to_case(vault::Vault& vault, platform::Transaction& tx,
                                         const files::Who& who, const std::string& text,
                                         files::Use use) {
  const auto id = cases::CaseId::parse(text);
  if (!id) return base::not_found();
  const auto loaded =
      cases::load_case(tx, vault, {who.actor, who.now}, *id,
                       use == files::Use::read ? Permission::files_read : Permission::files_write);
  if (!loaded) return loaded.error();
  return files::Right{loaded->decision, "case/" + id->str(), loaded->record.lead_org};
}

/// A person's files are those of her case: identity papers, certificates.
base::Result<files::Right> right_to_person(vault::Vault& vault, platform::Transaction& tx,
                                           const files::Who& who, const std::string& text,
                                           files::Use use) {
  const auto id = cases::PersonId::parse(text);
  if (!id) return base::not_found();
  const auto loaded = cases::load_person(
      tx, vault, {who.actor, who.now}, *id,
      use == files::Use::read ? Permission::files_read : Permission::files_write);
  if (!loaded) return loaded.error();
  return files::Right{loaded->decision, "case/" + loaded->record.id.str(), loaded->record.lead_org};
}

/// A referral says itself who was asked and how far acceptance and consent go.
base::Result<files::Right> right_to_referral(referrals::Operations& referrals,
                                             platform::Transaction& tx, const files::Who& who,
                                             const std::string& text, files::Use use) {
  const auto id = referrals::ReferralId::parse(text);
  if (!id) return base::not_found();
  return referrals.files_right(tx, {who.actor, who.now}, *id, use);
}

std::optional<files::Findings> examine_apart(std::string_view bytes, std::string_view extension) {
  const auto answer = platform::run_in_sandbox({"/proc/self/exe", "examine-file"},
                                               files::to_request(extension, bytes), {});
  if (!answer) return std::nullopt;
  return files::read_answer(*answer);
}

}  // namespace

files::Parts App::attachment_parts() {
  if (!config.clamd.empty() && !platform::is_clamd_address(config.clamd)) {
    throw std::runtime_error("--clamd wants unix:/path or tcp:host:port");
  }
  const auto ask = [this](platform::Transaction& tx, const files::Who& who,
                          const files::Subject& subject,
                          files::Use use) -> base::Result<files::Right> {
    if (subject.kind == "contact") return right_to_contact(contacts, tx, who, subject.id, use);
    if (subject.kind == "case") return right_to_case(*vault, tx, who, subject.id, use);
    if (subject.kind == "person") return right_to_person(*vault, tx, who, subject.id, use);
    if (subject.kind == "referral") return right_to_referral(referrals, tx, who, subject.id, use);
    return base::not_found();
  };
  files::Parts parts{.vault = *vault, .ask = ask, .examine = examine_apart, .wake = [this] {
                       if (attachment_bell) attachment_bell();
                     }};
  parts.in_use = referrals::file_in_use;
  parts.handed_out = [this](platform::Transaction& tx, const files::Who& who,
                            const files::File& file) {
    if (file.subject.kind != "referral") return;
    const auto id = referrals::ReferralId::parse(file.subject.id);
    if (id) referrals.note_file_given(tx, {who.actor, who.now}, *id, file.mark);
  };
  if (!config.clamd.empty()) {
    parts.scan = [address = config.clamd](std::string_view bytes) {
      return platform::scan_with_clamd(address, bytes);
    };
  }
  return parts;
}

int examine_file() {
  const files::Examiner examiner;
  platform::enter_sandbox();
  const auto text = platform::read_standard_input(kInputMax);
  const auto request = text ? files::read_request(*text) : std::nullopt;
  if (!request) return 1;
  const auto findings = examiner.examine(request->bytes, request->extension);
  return platform::write_standard_output(files::to_answer(findings)) ? 0 : 1;
}

}  // namespace hd
