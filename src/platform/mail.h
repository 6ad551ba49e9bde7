#pragma once
// Sending one mail by SMTP (libcurl).

#include <string>

#include "base/result.h"

namespace hd::platform {

struct MailServer {
  std::string url;   ///< "smtp://127.0.0.1:25" or "smtps://…"
  std::string from;  ///< sender address
  std::string user = {};
  std::string password = {};
};

struct Mail {
  std::string to;
  std::string subject;     ///< UTF-8
  std::string text;        ///< UTF-8, plain
  std::string message_id;  ///< without <>; the same on every retry, so that doubles can be told
};

/// Errors: invalid "mail.address" (line breaks or no address in `to`), unavailable
/// "mail.not_accepted" (server gone or refusing; try again later).
base::Result<base::Done> send_mail(const MailServer& server, const Mail& mail);

}  // namespace hd::platform
