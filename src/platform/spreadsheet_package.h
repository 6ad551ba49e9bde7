#pragma once
// The zip container of a workbook: reads one part at a time, within limits.

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/spreadsheet.h"

struct zip;

namespace hd::platform {

/// Ends the reading of a workbook; never leaves read_spreadsheet.
struct BadSheet : std::runtime_error {
  explicit BadSheet(base::Error why) : std::runtime_error(why.code), error(std::move(why)) {}
  base::Error error;
};

[[noreturn]] void sheet_malformed();
[[noreturn]] void sheet_too_large();

class SheetPackage {
 public:
  /// `bytes` must outlive this. Errors: throws BadSheet.
  SheetPackage(std::string_view bytes, const SheetLimits& limits);

  /// nullopt when there is no such part. Errors: throws BadSheet when it is damaged, encrypted, not
  /// UTF-8 or too large.
  std::optional<std::string> part(const std::string& path) const;

 private:
  struct Close {
    void operator()(zip* archive) const;
  };
  std::unique_ptr<zip, Close> archive_;
  SheetLimits limits_;
};

}  // namespace hd::platform
