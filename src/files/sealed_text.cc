#include "files/sealed_text.h"

#include <utility>

#include "platform/json.h"

namespace hd::files {
namespace {

platform::Json parsed(const std::string& text, const File& file) {
  return platform::parse_own_json(text, "the facts of file " + file.id.str());
}

std::string text_member(const platform::Json& object, std::string_view key) {
  const auto* member = object.member(key);
  const auto* text = member == nullptr ? nullptr : member->get_if<std::string>();
  return text == nullptr ? std::string() : *text;
}

}  // namespace

std::string facts_text(const File& file) {
  return platform::Json(platform::JsonObject{{"name", file.name}, {"kind", file.kind}}).dump();
}

void read_facts(const std::string& text, File& file) {
  const auto facts = parsed(text, file);
  file.name = text_member(facts, "name");
  file.kind = text_member(facts, "kind");
}

std::string findings_text(const File& file) {
  platform::JsonObject findings{{"sha256", file.sha256}};
  if (file.type) findings.emplace_back("type", base::name_of(kTypeNames, *file.type));
  if (file.safe_type) {
    findings.emplace_back("safe_type", base::name_of(kTypeNames, *file.safe_type));
  }
  return platform::Json(std::move(findings)).dump();
}

void read_findings(const std::string& text, File& file) {
  const auto findings = parsed(text, file);
  file.sha256 = text_member(findings, "sha256");
  file.type = base::value_of(kTypeNames, text_member(findings, "type"));
  file.safe_type = base::value_of(kTypeNames, text_member(findings, "safe_type"));
}

}  // namespace hd::files
