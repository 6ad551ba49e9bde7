#pragma once
// Names that the api files of every module use. For api files only.

#include "access/decide.h"
#include "base/result.h"
#include "platform/json.h"
#include "server/desk.h"

namespace hd {

using access::Permission;
using base::Result;
using platform::Json;
using platform::JsonArray;
using platform::JsonObject;
using platform::JsonReader;
using platform::text_or_null;
using platform::Transaction;
using server::Call;
using server::read_version;
using server::Reply;

}  // namespace hd
