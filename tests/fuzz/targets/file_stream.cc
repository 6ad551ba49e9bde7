// Sealed streams: pieces open in their order and as they were; one that is changed, moved or put in
// ends the reading, and a stream without its end is not finished.

#include "platform/file_stream.h"

#include <vector>

#include "fuzz.h"

namespace hd::fuzz {
namespace {

const platform::Secret kKey(std::string(platform::kStreamKeyBytes, 'k'));

}  // namespace

void examine(std::string_view input) {
  Pieces pieces(input);
  const auto how = pieces.number();
  const std::string place(pieces.next());
  std::vector<std::string> plain;
  while (!pieces.at_end() && plain.size() < 8) plain.emplace_back(pieces.next());
  if (plain.empty()) plain.emplace_back();
  platform::StreamSealer sealer(kKey);
  std::vector<std::string> sealed;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    sealed.push_back(sealer.seal(plain[i], place, i + 1 == plain.size()));
  }
  platform::StreamOpener opener(kKey, sealer.header());
  const auto at = static_cast<std::size_t>(static_cast<std::uint64_t>(how) % plain.size());
  for (std::size_t i = 0; i < plain.size(); ++i) {
    require(!opener.finished(), "not finished before the end");
    if (i == at) {
      platform::StreamOpener other(kKey, sealer.header());
      for (std::size_t j = 0; j < i; ++j) static_cast<void>(other.open(sealed[j], place));
      require(!other.open(damaged(sealed[i], how), place), "a changed piece does not open");
    }
    require(opener.open(sealed[i], place) == plain[i], "a piece opens as it was");
  }
  require(opener.finished(), "finished with the last piece");
  require(!opener.open(sealed.front(), place), "nothing opens after the end");
}

}  // namespace hd::fuzz
