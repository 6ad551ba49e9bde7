#include "server/remember.h"

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "audit/chain.h"

namespace hd::server {
namespace {

constexpr std::chrono::seconds kFresh{1};
constexpr std::size_t kMostAnswers = 64;

class Answers {
 public:
  std::optional<std::string> find(const std::string& question, const std::string& stamp,
                                  base::Timestamp now) {
    const std::lock_guard lock(mutex_);
    const auto found = answers_.find(question);
    if (found == answers_.end()) return std::nullopt;
    const Answer& answer = found->second;
    if (answer.stamp != stamp || !is_fresh(answer, now)) return std::nullopt;
    return answer.text;
  }

  void keep(const std::string& question, std::string stamp, base::Timestamp now, std::string text) {
    const std::lock_guard lock(mutex_);
    if (answers_.size() >= kMostAnswers) {
      std::erase_if(answers_, [&](const auto& one) { return !is_fresh(one.second, now); });
    }
    if (answers_.size() >= kMostAnswers) answers_.clear();
    answers_[question] = {std::move(stamp), now, std::move(text)};
  }

 private:
  struct Answer {
    std::string stamp;
    base::Timestamp made_at;
    std::string text;
  };
  static bool is_fresh(const Answer& answer, base::Timestamp now) {
    return answer.made_at <= now && now - answer.made_at < kFresh;
  }

  std::mutex mutex_;
  std::map<std::string, Answer> answers_;  // guarded by mutex_
};

/// Everything about the request that the answer may depend on.
std::string question_of(const Call& call) {
  std::string text = call.actor.user.str();
  for (const auto& post : call.actor.posts) text += " " + post.id.str();
  text += "\n" + base::to_text(call.today()) + "\n" + call.request.path;
  for (const auto& [name, value] : call.request.query) text += "\n" + name + "=" + value;
  return text;
}

}  // namespace

std::string end_of_log(platform::Transaction& tx) {
  return audit::chain_end(tx).hash;
}

TxHandler remembered(Stamp stamp, TxHandler handler) {
  // Shared, because a handler can be copied and its copies are one route.
  return [answers = std::make_shared<Answers>(), stamp = std::move(stamp),
          handler = std::move(handler)](platform::Transaction& tx,
                                        const Call& call) -> base::Result<Reply> {
    const std::string question = question_of(call);
    std::string present = stamp(tx);
    auto text = answers->find(question, present, call.now);
    if (!text) {
      auto reply = handler(tx, call);
      if (!reply) return reply;
      text = reply->body.dump();
      answers->keep(question, std::move(present), call.now, *text);
    }
    return Reply{.bytes = *std::move(text), .content_type = "application/json"};
  };
}

}  // namespace hd::server
