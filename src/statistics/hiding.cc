#include "statistics/hiding.h"

#include <utility>

namespace hd::statistics {
namespace {

using disclosure::ReleasedCell;
using disclosure::State;

Because because_of(State state) {
  switch (state) {
    case State::shown:
      return Because::shown;
    case State::primary:
      return Because::small_count;
    case State::secondary:
      return Because::protects_other;
    case State::group:
      return Because::group;
  }
  return Because::not_recorded;
}

/// Against single earlier figures only.
void hide_conflicts(Hidden& hidden, const std::vector<ReleasedCell>& earlier,
                    const disclosure::Limit& limit) {
  for (;;) {
    const auto found = disclosure::conflicts(hidden.cells, earlier, limit);
    if (found.empty()) return;
    for (const auto& one : found) {
      hidden.cells[one.cell].state = State::secondary;
      auto& reason = hidden.reasons[one.cell];
      if (reason == Because::shown) reason = Because::protects_other;
      if (!one.within) reason = Because::earlier_release;
    }
  }
}

/// Against all that follows. What would be hidden without any earlier release, too, protects other
/// figures of this one.
void hide_guarded(Hidden& hidden, const std::vector<ReleasedCell>& earlier,
                  const disclosure::Limit& limit) {
  const auto guarded = disclosure::guard(hidden.cells, earlier, limit);
  hidden.too_few_changes = guarded.too_few_changes;
  hidden.known_before = static_cast<std::int64_t>(guarded.known_before);
  std::vector<std::size_t> more;
  for (std::size_t i = 0; i < hidden.cells.size(); ++i) {
    if (hidden.cells[i].state != guarded.states[i]) more.push_back(i);
  }
  if (more.empty()) return;
  const auto alone = earlier.empty() ? guarded : disclosure::guard(hidden.cells, {}, limit);
  for (const std::size_t i : more) {
    hidden.cells[i].state = guarded.states[i];
    const bool is_shown_alone = alone.states[i] == State::shown;
    hidden.reasons[i] = is_shown_alone ? Because::earlier_release : Because::protects_other;
  }
}

/// The parts of a printed 0 can be nothing else: hiding them would only puzzle.
void show_parts_of_zero(const disclosure::Tables& tables, Hidden& hidden) {
  for (const auto& relation : tables.relations) {
    if (hidden.cells[relation.total].state != State::shown) continue;
    if (tables.cells[relation.total] != 0) continue;
    for (const std::size_t part : relation.parts) {
      hidden.cells[part].state = State::shown;
      hidden.reasons[part] = Because::shown;
    }
  }
}

}  // namespace

Hidden hide(const disclosure::Tables& tables, std::vector<ReleasedCell> cells,
            const std::vector<ReleasedCell>& earlier, const disclosure::Limit& limit,
            bool guarded) {
  Hidden hidden{.cells = std::move(cells)};
  const auto states = disclosure::protect(tables, limit);
  for (std::size_t i = 0; i < states.size(); ++i) {
    hidden.cells[i].state = states[i];
    hidden.reasons.push_back(because_of(states[i]));
  }
  if (guarded) {
    hide_guarded(hidden, earlier, limit);
  } else {
    hide_conflicts(hidden, earlier, limit);
  }
  show_parts_of_zero(tables, hidden);
  return hidden;
}

}  // namespace hd::statistics
