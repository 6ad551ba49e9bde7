#pragma once
// Answers that may be given again for a moment: for lists and figures that many screens ask for at
// once, whenever something happened.

#include <functional>
#include <string>

#include "platform/db.h"
#include "server/router.h"

namespace hd::server {

/// What an answer rests on, as one word: while the word is the same, so is the answer.
using Stamp = std::function<std::string(platform::Transaction&)>;

/// The end of the audit log. No record, post or account changes without an entry there, so whoever
/// changed something never sees an answer from before.
std::string end_of_log(platform::Transaction& tx);

/// `handler`, but its last answer again when the same person, with the same posts, asks the same
/// and `stamp` is the same; for a second at most, because clocks run. Session and permission are
/// checked as always. Only for reads that open no envelope of a record: such text is not kept.
TxHandler remembered(Stamp stamp, TxHandler handler);

}  // namespace hd::server
