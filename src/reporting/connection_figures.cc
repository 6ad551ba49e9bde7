#include "reporting/connection_figures.h"

namespace hd::reporting {

bool counts_as(const connections::Fact& fact, ConnectionFigure figure) {
  switch (figure) {
    case ConnectionFigure::asked:
      return true;
    case ConnectionFigure::answered_in_1_day:
      return fact.answered_in_time;
    case ConnectionFigure::first_result_in_5_days:
      return fact.first_result_in_time;
    case ConnectionFigure::declined_rerouted:
      return fact.declined || fact.rerouted;
    case ConnectionFigure::delegated:
      return fact.delegated;
    case ConnectionFigure::open:
      return fact.open;
  }
  return false;
}

}  // namespace hd::reporting
