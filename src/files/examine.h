#pragma once
// One look at a whole file: may it be kept, what is it, and its safe copy. Pure; the server runs it
// in a sandbox (see platform/sandbox.h) and gets the findings back as bytes.

#include <optional>
#include <string>
#include <string_view>

#include "files/picture.h"
#include "files/type.h"

namespace hd::files {

struct Findings {
  std::optional<Refusal> refusal = {};
  std::optional<Type> type = {};     ///< present when not refused
  std::optional<Picture> safe = {};  ///< for pictures
};

/// Opens libmagic's table, which is a file: before the walls of a sandbox go up.
/// Errors: throws std::runtime_error without the table.
class Examiner {
 public:
  Examiner();
  ~Examiner();
  Examiner(const Examiner&) = delete;
  Examiner& operator=(const Examiner&) = delete;

  /// `extension`: in small letters, of the name the file came with.
  Findings examine(std::string_view bytes, std::string_view extension) const;

 private:
  struct Magic;
  Magic* magic_;
};

/// What goes through the pipes of the sandbox, and back.
std::string to_request(std::string_view extension, std::string_view bytes);
/// Extension and bytes; nullopt when malformed.
struct Request {
  std::string_view extension, bytes;
};
std::optional<Request> read_request(std::string_view text);
std::string to_answer(const Findings& findings);
std::optional<Findings> read_answer(std::string_view text);

}  // namespace hd::files
