#pragma once
// Invented referrals: the way through the seven steps, and every place where one can stop. Both
// sides do it through the real operations, so nothing passes a gate that is shut.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cases/operations_consent.h"
#include "cases/operations_risk.h"
#include "demo/agenda.h"
#include "demo/cases.h"
#include "duties/operations.h"
#include "referrals/operations.h"

namespace hd::demo {

/// What goes differently on the way.
enum class Turn {
  straight,
  declined,   ///< the first receiver declines, the next one is asked
  silent,     ///< the first receiver does not answer: expired, the next one is asked
  delegated,  ///< a unit of the receiver takes over
  refused,    ///< she decides not to go
  emergency,  ///< danger to life: she sets out before all steps are done
};

/// How far it goes.
enum class Until {
  drafted,
  sent,  ///< with Turn::declined or silent: before the next one is asked
  acknowledged,
  accepted,
  prepared,  ///< decided, papers listed; her consent to show who she is not there yet
  travelling,
  handed_over,
  in_service,  ///< the first look is done, the others are not
  completed,
};

class Transfers {
 public:
  /// What they are done with; all of it outlives the run of the agenda.
  struct Parts {
    cases::Operations& cases;
    cases::Risks& risks;
    cases::Consents& consents;
    contacts::Operations& contacts;
    duties::Operations& duties;
    referrals::Operations& referrals;
    vault::Vault& vault;
  };

  /// The object outlives the run of the agenda.
  Transfers(Agenda& agenda, const Parts& parts);
  ~Transfers();
  Transfers(const Transfers&) = delete;
  Transfers& operator=(const Transfers&) = delete;

  /// Puts the cases and referrals of the table on the agenda, those that begin after `first`.
  void plan(base::Date first);

 private:
  struct Thread;
  using Act = std::function<void(platform::Transaction&, const referrals::Who&, std::int64_t)>;

  void begin(Thread& thread, base::Timestamp when);
  void follow(Thread& thread, base::Timestamp sent);
  void answer(Thread& thread, base::Timestamp asked);
  void prepare(Thread& thread, base::Timestamp accepted);
  void travel(Thread& thread, base::Timestamp when);
  void hand_over(Thread& thread, base::Timestamp when);
  void look_after(Thread& thread, base::Timestamp handed_over);
  void hurry(Thread& thread, base::Timestamp sent);
  void ask_next(Thread& thread, base::Timestamp when);

  void act(Thread& thread, base::Timestamp when, const std::string& username, Act act);
  void change(Thread& thread, base::Timestamp when, const std::string& username,
              referrals::StatusChange change);
  void step(Thread& thread, base::Timestamp when, referrals::Step step, referrals::Steps content);
  void tick_off(Thread& thread, base::Timestamp when);

  Agenda& agenda_;
  Parts parts_;
  std::vector<std::unique_ptr<Thread>> threads_;  ///< deeds hold references
};

}  // namespace hd::demo
