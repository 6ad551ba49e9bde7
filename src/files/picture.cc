#include "files/picture.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

#include <png.h>
#include <turbojpeg.h>
#include <webp/decode.h>

namespace hd::files {
namespace {

constexpr int kQuality = 90;
constexpr int kUpright = 1;

/// Rows of RGB or RGBA bytes.
struct Pixels {
  int width = 0, height = 0;
  int channels = 3;
  std::vector<unsigned char> bytes = {};

  std::size_t size() const {
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
           static_cast<std::size_t>(channels);
  }
};

using Decoded = std::variant<Pixels, Refusal>;

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

bool is_too_large(std::int64_t width, std::int64_t height, std::int64_t most) {
  return width * height > most;
}

struct TurboEnd {
  void operator()(void* handle) const { tjDestroy(handle); }
};
using Turbo = std::unique_ptr<void, TurboEnd>;

Decoded decode_jpeg(std::string_view bytes, std::int64_t pixels_max) {
  const Turbo turbo(tjInitDecompress());
  int width = 0;
  int height = 0;
  int sampling = 0;
  int colours = 0;
  if (tjDecompressHeader3(turbo.get(), raw(bytes), bytes.size(), &width, &height, &sampling,
                          &colours) != 0 ||
      width <= 0 || height <= 0) {
    return Refusal::damaged;
  }
  if (is_too_large(width, height, pixels_max)) return Refusal::too_many_pixels;
  Pixels pixels{.width = width, .height = height};
  pixels.bytes.resize(pixels.size());
  if (tjDecompress2(turbo.get(), raw(bytes), bytes.size(), pixels.bytes.data(), width, 0, height,
                    TJPF_RGB, TJFLAG_LIMITSCANS) != 0) {
    // Some cameras write harmless oddities; a picture that ends early is not one of them.
    const std::string_view problem = tjGetErrorStr2(turbo.get());
    const bool harmless = tjGetErrorCode(turbo.get()) == TJERR_WARNING &&
                          problem.find("remature end") == problem.npos;
    if (!harmless) return Refusal::damaged;
  }
  return pixels;
}

Decoded decode_png(std::string_view bytes, std::int64_t pixels_max) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) {
    return Refusal::damaged;
  }
  if (is_too_large(image.width, image.height, pixels_max)) {
    png_image_free(&image);
    return Refusal::too_many_pixels;
  }
  const bool clear = (image.format & PNG_FORMAT_FLAG_ALPHA) != 0;
  image.format = clear ? PNG_FORMAT_RGBA : PNG_FORMAT_RGB;
  Pixels pixels{.width = static_cast<int>(image.width),
                .height = static_cast<int>(image.height),
                .channels = clear ? 4 : 3};
  pixels.bytes.resize(pixels.size());
  if (png_image_finish_read(&image, nullptr, pixels.bytes.data(), 0, nullptr) == 0) {
    return Refusal::damaged;
  }
  return pixels;
}

Decoded decode_webp(std::string_view bytes, std::int64_t pixels_max) {
  WebPBitstreamFeatures features{};
  if (WebPGetFeatures(raw(bytes), bytes.size(), &features) != VP8_STATUS_OK) {
    return Refusal::damaged;
  }
  if (features.has_animation != 0) return Refusal::type_not_allowed;
  if (is_too_large(features.width, features.height, pixels_max)) return Refusal::too_many_pixels;
  Pixels pixels{.width = features.width,
                .height = features.height,
                .channels = features.has_alpha != 0 ? 4 : 3};
  pixels.bytes.resize(pixels.size());
  const auto decode = features.has_alpha != 0 ? WebPDecodeRGBAInto : WebPDecodeRGBInto;
  if (decode(raw(bytes), bytes.size(), pixels.bytes.data(), pixels.bytes.size(),
             pixels.width * pixels.channels) == nullptr) {
    return Refusal::damaged;
  }
  return pixels;
}

/// Big-endian or little-endian number of `size` bytes; 0 beyond the end.
std::uint32_t number_at(std::string_view bytes, std::size_t place, std::size_t size, bool little) {
  if (place + size > bytes.size()) return 0;
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t from = little ? place + size - 1 - i : place + i;
    value = value << 8U | static_cast<unsigned char>(bytes[from]);
  }
  return value;
}

/// The orientation (1 to 8) in the first directory of a TIFF block.
int orientation_in(std::string_view tiff) {
  constexpr std::uint32_t kOrientation = 0x0112;
  constexpr std::size_t kEntry = 12;
  const bool little = tiff.starts_with("II");
  const std::size_t directory = number_at(tiff, 4, 4, little);
  const std::uint32_t entries = number_at(tiff, directory, 2, little);
  for (std::uint32_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + i * kEntry;
    if (entry + kEntry > tiff.size()) break;
    if (number_at(tiff, entry, 2, little) != kOrientation) continue;
    const auto value = static_cast<int>(number_at(tiff, entry + 8, 2, little));
    return value >= 1 && value <= 8 ? value : kUpright;
  }
  return kUpright;
}

/// How the camera was held, from its notes; they themselves are left behind.
int orientation_of(std::string_view jpeg) {
  std::size_t place = 2;
  while (place + 4 <= jpeg.size() && jpeg[place] == '\xFF') {
    const auto marker = static_cast<unsigned char>(jpeg[place + 1]);
    const std::size_t size = number_at(jpeg, place + 2, 2, false);
    if (marker == 0xDA || size < 2 || place + 2 + size > jpeg.size()) break;
    const std::string_view segment = jpeg.substr(place + 4, size - 2);
    if (marker == 0xE1 && segment.starts_with(std::string_view("Exif\0\0", 6))) {
      return orientation_in(segment.substr(6));
    }
    place += 2 + size;
  }
  return kUpright;
}

/// Turns and mirrors as the orientation says, so that the picture stands upright without it.
Pixels upright(const Pixels& from, int orientation) {
  const bool turned = orientation >= 5;
  Pixels to{.width = turned ? from.height : from.width,
            .height = turned ? from.width : from.height,
            .channels = from.channels};
  to.bytes.resize(to.size());
  const auto channels = static_cast<std::size_t>(from.channels);
  for (int y = 0; y < to.height; ++y) {
    for (int x = 0; x < to.width; ++x) {
      int sx = turned ? y : x;
      int sy = turned ? x : y;
      if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8) {
        sx = from.width - 1 - sx;
      }
      if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7) {
        sy = from.height - 1 - sy;
      }
      const auto source = static_cast<std::size_t>(sy) * static_cast<std::size_t>(from.width) +
                          static_cast<std::size_t>(sx);
      const auto target = static_cast<std::size_t>(y) * static_cast<std::size_t>(to.width) +
                          static_cast<std::size_t>(x);
      std::copy_n(from.bytes.data() + source * channels, channels,
                  to.bytes.data() + target * channels);
    }
  }
  return to;
}

std::optional<Picture> as_jpeg(const Pixels& pixels) {
  const Turbo turbo(tjInitCompress());
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  const bool good = tjCompress2(turbo.get(), pixels.bytes.data(), pixels.width, 0, pixels.height,
                                TJPF_RGB, &bytes, &size, TJSAMP_420, kQuality, 0) == 0;
  std::optional<Picture> picture;
  if (good) picture = Picture{Type::jpeg, std::string(reinterpret_cast<char*>(bytes), size)};
  tjFree(bytes);
  return picture;
}

std::optional<Picture> as_png(const Pixels& pixels) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(pixels.width);
  image.height = static_cast<png_uint_32>(pixels.height);
  image.format = pixels.channels == 4 ? PNG_FORMAT_RGBA : PNG_FORMAT_RGB;
  png_alloc_size_t size = 0;
  if (png_image_write_to_memory(&image, nullptr, &size, 0, pixels.bytes.data(), 0, nullptr) == 0) {
    return std::nullopt;
  }
  std::string bytes(size, '\0');
  if (png_image_write_to_memory(&image, bytes.data(), &size, 0, pixels.bytes.data(), 0, nullptr) ==
      0) {
    return std::nullopt;
  }
  bytes.resize(size);
  return Picture{Type::png, std::move(bytes)};
}

}  // namespace

std::variant<Picture, Refusal> redrawn(Type type, std::string_view bytes, std::int64_t pixels_max) {
  Decoded decoded = Refusal::damaged;
  if (type == Type::jpeg) decoded = decode_jpeg(bytes, pixels_max);
  if (type == Type::png) decoded = decode_png(bytes, pixels_max);
  if (type == Type::webp) decoded = decode_webp(bytes, pixels_max);
  if (const auto* refusal = std::get_if<Refusal>(&decoded)) return *refusal;
  Pixels pixels = std::get<Pixels>(std::move(decoded));
  const int orientation = type == Type::jpeg ? orientation_of(bytes) : kUpright;
  if (orientation != kUpright) pixels = upright(pixels, orientation);
  auto picture = type == Type::png || pixels.channels == 4 ? as_png(pixels) : as_jpeg(pixels);
  if (!picture) return Refusal::examination_failed;
  return *std::move(picture);
}

}  // namespace hd::files
