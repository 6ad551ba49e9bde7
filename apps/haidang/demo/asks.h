#pragma once
// What follows when a counsellor asks another body for a service: answers in time and late ones,
// refusals and second addresses, delegation, silence, results, written reports.

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "connections/operations.h"
#include "demo/agenda.h"
#include "demo/calls.h"
#include "demo/chance.h"
#include "documents/operations.h"
#include "duties/operations.h"

namespace hd::demo {

/// How a connection goes on after it was sent.
enum class Course {
  in_time,    ///< handled within a working day, a result within five, completed
  late,       ///< the same, too late
  declined,   ///< declined, re-routed, then in time
  delegated,  ///< passed to a unit, which reports the result
  silent,     ///< nobody answers the telephone; reached later
  withdrawn,
  // Where the year ends in the middle of something:
  waiting,            ///< sent, nothing since
  declined_now,       ///< declined, waits for the next address
  handled_no_result,  ///< handled, the result is overdue
  asked_back,         ///< the agency has a question
  with_unit,          ///< delegated, the unit has to handle it
  result_there,       ///< the hotline has to complete it
};

class Asks {
 public:
  /// All of them outlive the object; the object outlives the run of the agenda.
  Asks(Agenda& agenda, Chance& chance, connections::Operations& connections,
       documents::Operations& documents, duties::Operations& duties);
  ~Asks();
  Asks(const Asks&) = delete;
  Asks& operator=(const Asks&) = delete;

  /// Puts a connection and what becomes of it on the agenda.
  void plan(const Closed& closed, base::Timestamp now);
  void plan(const Closed& closed, base::Timestamp now, Course course, std::size_t target);

 private:
  struct Thread;
  using Act = std::function<void(platform::Transaction&, const connections::Who&, std::int64_t)>;

  Thread& add(const Closed& closed, std::size_t first, std::size_t second);
  void open(Thread& thread, base::Timestamp when);
  void follow(Thread& thread, Course course, base::Timestamp sent);
  void step(Thread& thread, base::Timestamp when, const std::string& username, Act act);
  void change(Thread& thread, base::Timestamp when, const std::string& username,
              connections::Operations::StatusChange change);
  void acknowledge(Thread& thread, base::Timestamp when);
  void ask_back(Thread& thread, base::Timestamp when);
  /// Handled, a result `days` working days later, completed.
  void finish(Thread& thread, base::Timestamp handled, int days);
  void handle(Thread& thread, base::Timestamp when, const std::string& username);
  void result(Thread& thread, base::Timestamp when, const std::string& username);
  void complete(Thread& thread, base::Timestamp when);
  void report(Thread& thread, base::Timestamp when);
  void tell_lead(Thread& thread, base::Timestamp when);
  void reroute(Thread& thread, base::Timestamp when);
  void delegate(Thread& thread, base::Timestamp when);
  void keep_silent(Thread& thread, base::Timestamp sent);

  Agenda& agenda_;
  Chance& chance_;
  connections::Operations& connections_;
  documents::Operations& documents_;
  duties::Operations& duties_;
  std::vector<std::unique_ptr<Thread>> threads_;  ///< deeds hold references
};

/// Conversations of the last weeks whose connections stop at every stage, late ones among them.
void plan_unfinished(Agenda& agenda, Calls& calls, Asks& asks);

}  // namespace hd::demo
