#pragma once
// The head of an HTTP/1.1 message as text: strict reading of a request's, writing of an answer's.
// No sockets, so that every rule can be tested and fuzzed by itself.
//
// Strictness is the point: whatever two servers could read differently is refused, because a proxy
// in front might read it the other way. Source: security 3.7 (HTTP), RFC 9112.

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "platform/http.h"

namespace hd::platform {

struct RequestHead {
  HttpRequest request;             ///< all but body, remote_address and secure
  std::size_t content_length = 0;  ///< 0 when there is no body
  bool keep_alive = true;
  bool expects_continue = false;
};

/// Why a request is not read any further.
struct HeadProblem {
  int status;             ///< 400, 417, 431, 501 or 505
  std::string_view code;  ///< stable word for the problem document and the log
  bool operator==(const HeadProblem&) const = default;
};

/// `text` is everything up to and including the empty line. Refuses: line ends other than CRLF,
/// control bytes, folded lines, white space before a colon, more than 64 fields, lines above 8 KiB,
/// Transfer-Encoding, Trailer, several or malformed Content-Length, framing fields spelt with "_",
/// a Host that is not there exactly once, an absolute target for another host, malformed escapes,
/// "." and ".." and empty path segments, escaped slashes, path or query that are not UTF-8.
std::variant<RequestHead, HeadProblem> read_request_head(std::string_view text);

/// True when bytes that arrived so far can never become a head: a bare line feed, a NUL, an empty
/// first line. Lets the server refuse before the timeout.
/// What stands before `from` was found good earlier.
bool is_hopeless(std::string_view beginning, std::size_t from = 0);

/// Status line and fields with the empty line. Adds Content-Length (not for streams, 204 and 304),
/// Date and Connection. Fields with line breaks in them are left out.
std::string response_head(const HttpResponse& response, bool keep_alive);

/// A problem document for what goes wrong before there is a handler. `secure`: over TLS.
HttpResponse bare_problem(int status, std::string_view code, bool secure);

/// "Not Found" for 404; "" when unknown.
std::string_view reason_phrase(int status);

}  // namespace hd::platform
