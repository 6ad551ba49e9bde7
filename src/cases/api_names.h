#pragma once
// For the api files of this module: names they all use.

#include "access/decide.h"
#include "base/result.h"
#include "platform/json.h"
#include "server/desk.h"

namespace hd::cases {

using access::Permission;
using base::Result;
using platform::Json;
using platform::JsonArray;
using platform::JsonObject;
using platform::JsonReader;
using platform::text_or_null;
using server::Call;
using server::read_version;
using server::Reply;

}  // namespace hd::cases
