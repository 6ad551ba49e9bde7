#pragma once

#include "base/id.h"

namespace hd::cases {

using CaseId = base::Id<struct CaseTag>;
using PersonId = base::Id<struct PersonTag>;
using NeedId = base::Id<struct CaseNeedTag>;
using ConferenceId = base::Id<struct ConferenceTag>;
using EntryId = base::Id<struct CaseEntryTag>;

}  // namespace hd::cases
