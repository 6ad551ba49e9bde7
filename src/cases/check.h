#pragma once
// Codes and places of a case against the lists of the day. Pure.

#include <vector>

#include "base/result.h"
#include "cases/person.h"

namespace hd::cases {

/// A code and the list it has to be in; `field` is its name in the request.
struct CodeUse {
  const char* list;
  const char* field;
  std::vector<std::string> codes;
};

/// Every code that a person carries.
std::vector<CodeUse> code_uses(const Person& person);

/// Guardians that name nobody, or the person herself. `others`: the persons of the case.
std::vector<base::FieldError> check_guardians(const Person& person,
                                              const std::vector<PersonId>& others);

}  // namespace hd::cases
