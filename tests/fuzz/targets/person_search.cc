// The search for persons: who is put in under a name is found by it, nobody is found among cases
// that the asker may not know, and a name is near to itself.

#include "cases/search.h"
#include "fuzz.h"

namespace hd::fuzz {

void examine(std::string_view input) {
  Pieces pieces(input);
  const std::string name(pieces.next());
  const std::string other(pieces.next());
  const std::string asked(pieces.rest());
  cases::NameIndex index;
  const auto org = directory::OrgId::of_key("org.one");
  cases::Person person{.id = cases::PersonId::of_key("one"),
                       .case_file = cases::CaseId::of_key("c")};
  person.identity.full_name = name;
  person.identity.other_names = {other};
  index.put(person, org);
  const cases::Visible nobody{};
  const cases::Visible everything{.everything = true};
  require(index.find({.text = asked}, nobody).empty(), "unknown cases do not exist");
  require(index.find({.text = asked}, everything).size() <= 1, "one person, one hit");
  const auto words = cases::name_words(name);
  if (!words.empty() && words.size() <= 8) {
    require(index.find({.text = name}, everything).size() == 1, "found by the own name");
  }
  require(cases::is_near(name, name), "near to itself");
  require(cases::is_near(name, other) == cases::is_near(other, name), "near both ways");
}

}  // namespace hd::fuzz
