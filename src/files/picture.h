#pragma once
// Pictures made anew: what the camera wrote beside the picture (place, time, device, thumbnail) and
// whatever hides behind it does not survive. Pure; run it in a sandbox.

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "files/type.h"

namespace hd::files {

/// The largest picture that is decoded. Source: security 3.8.
inline constexpr std::int64_t kPixelsMax = 100'000'000;

struct Picture {
  Type type;  ///< png stays png; what has no transparency becomes jpeg
  std::string bytes;
};

/// The same picture, upright, without anything else. Refusals: damaged (also cut short),
/// too_many_pixels (more than `pixels_max`). `type` is jpeg, png or webp.
std::variant<Picture, Refusal> redrawn(Type type, std::string_view bytes,
                                       std::int64_t pixels_max = kPixelsMax);

}  // namespace hd::files
