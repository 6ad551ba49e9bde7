#pragma once
// For tests only: small real pictures.

#include <string>
#include <vector>

#include <png.h>
#include <turbojpeg.h>

namespace hd::files::testing {

/// The left half red, the right half blue, as JPEG. `tail` goes behind the start-of-image marker,
/// where cameras write their notes.
inline std::string jpeg(int width, int height, const std::string& notes = "") {
  std::vector<unsigned char> pixels;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool red = x < width / 2;
      pixels.insert(pixels.end(), {static_cast<unsigned char>(red ? 255 : 0), 0,
                                   static_cast<unsigned char>(red ? 0 : 255)});
    }
  }
  tjhandle turbo = tjInitCompress();
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  tjCompress2(turbo, pixels.data(), width, 0, height, TJPF_RGB, &bytes, &size, TJSAMP_444, 95, 0);
  std::string picture(reinterpret_cast<char*>(bytes), size);
  tjFree(bytes);
  tjDestroy(turbo);
  return picture.insert(2, notes);
}

/// EXIF notes that say how the camera was held, and a place.
inline std::string exif(char orientation) {
  const std::string tiff = std::string("MM\0*\0\0\0\x08\0\x01", 10) +
                           std::string("\x01\x12\0\x03\0\0\0\x01\0", 9) + orientation +
                           std::string("\0\0\0\0\0\0", 6) + "GPS 10.0452,105.7469";
  const std::string body = std::string("Exif\0\0", 6) + tiff;
  const auto size = body.size() + 2;
  return std::string("\xFF\xE1") + static_cast<char>(size >> 8U) + static_cast<char>(size & 0xFFU) +
         body;
}

/// One grey level, as PNG.
inline std::string png(unsigned width, unsigned height) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = width;
  image.height = height;
  image.format = PNG_FORMAT_RGBA;
  const std::vector<unsigned char> pixels(std::size_t{width} * height * 4, 0x80);
  png_alloc_size_t size = 0;
  png_image_write_to_memory(&image, nullptr, &size, 0, pixels.data(), 0, nullptr);
  std::string bytes(size, '\0');
  png_image_write_to_memory(&image, bytes.data(), &size, 0, pixels.data(), 0, nullptr);
  bytes.resize(size);
  return bytes;
}

}  // namespace hd::files::testing
