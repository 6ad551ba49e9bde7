#include "demo/transfer_words.h"

#include <chrono>

namespace hd::demo {
namespace {

using referrals::Performed;
using referrals::Steps;

constexpr std::int64_t kAllowance = 350'000;  ///< đồng
/// A risk that grows less with every look.
constexpr std::int64_t kLooksAtMediumRisk = 1;

Performed by(const Author& author) {
  return {.org = author.org,
          .officer = "Cán bộ phụ trách (mẫu)",
          .at = author.at,
          .recorded_by = author.user};
}

}  // namespace

cases::Risk risk_words(const Author& author, const cases::PersonId& person,
                       const std::string& level, const std::vector<std::string>& factors) {
  cases::Risk risk{.id = cases::RiskId::random(),
                   .person = person,
                   .at = author.at,
                   .assessor = author.user,
                   .level = base::value_of(cases::kRiskLevelNames, level).value(),
                   .note = "Đánh giá hư cấu."};
  const std::string yes = level == "high" ? "threats" : level == "medium" ? "no_home" : "";
  for (const auto& code : factors) {
    const bool present = code == yes;
    risk.factors.push_back(
        {.code = code, .answer = present ? cases::Answer::yes : cases::Answer::no});
  }
  risk.able_to_travel_alone = level == "low" ? cases::Answer::yes : cases::Answer::no;
  return risk;
}

cases::Consent consent_words(const Author& author, const cases::PersonId& person,
                             const directory::OrgId& recipient) {
  cases::Consent consent{
      .id = cases::ConsentId::random(),
      .person = person,
      .purpose = cases::Purpose::support,
      .recipient = recipient,
      .categories = static_cast<cases::Categories>(cases::bit(cases::Category::work) |
                                                   cases::bit(cases::Category::identity)),
      .given_at = author.at,
      .valid_from = base::local_date(author.at),
      .recorded_by = author.user,
      .language = "vi",
      .text_version = "2025-07"};
  consent.answers.fill(true);
  return consent;
}

Steps risk_step(const Author& author) {
  return {.risk = referrals::RiskStep{.by = by(author),
                                      .level = {},
                                      .assessed_at = author.at,
                                      .relevance = "Nơi nhận xa nơi đối tượng ở."}};
}

Steps opinion_step(const Author& author) {
  return {.opinion = referrals::OpinionStep{.by = by(author),
                                            .proposals = "Muốn được gọi điện cho mẹ.",
                                            .how_asked = "Hỏi riêng, không có người thân."}};
}

Steps decision_step(const Author& author, referrals::Choice choice) {
  const bool goes = choice == referrals::Choice::go;
  return {.decision = referrals::DecisionStep{
              .by = by(author),
              .explained_services = "Nơi ở, tư vấn, khám sức khỏe.",
              .explained_procedures = "Tối đa ba tháng, có người phụ trách riêng.",
              .explained_limits = "Không có chỗ cho người thân đi cùng.",
              .availability_confirmed_by = "Cán bộ tiếp nhận (mẫu)",
              .availability_confirmed_at = author.at,
              .decision = choice,
              .decided_on = base::local_date(author.at),
              .words = goes ? "Tôi đồng ý đến đó." : "Tôi muốn ở lại với gia đình."}};
}

Steps documents_step(const Author& author) {
  return {.documents = referrals::DocumentsStep{
              .by = by(author),
              .documents = {{.title = "Giấy giới thiệu (mẫu)", .mark = access::kIdentity},
                            {.title = "Phiếu nhu cầu (mẫu)", .mark = access::kWork}}}};
}

Steps travel_step(const Author& author, bool alone) {
  referrals::TravelStep step{.by = by(author), .travel = {}};
  referrals::Travel& way = step.travel;
  if (alone) {
    way.mode = referrals::Mode::self_travel;
    way.information_sheet = true;
    way.papers = {"Căn cước", "Giấy giới thiệu (mẫu)"};
    way.allowance = kAllowance;
    way.receipt = "PC-mẫu";
  } else {
    way.notified = {{.kind = referrals::BodyKind::pc_commune,
                     .name = "Ủy ban nhân dân xã (mẫu)",
                     .at = author.at}};
    way.escort =
        referrals::Escort{.name = "Người đi cùng (mẫu)", .organisation = "Công an xã (mẫu)"};
  }
  return {.travel = std::move(step)};
}

referrals::ServiceStep acceptance_words(const Author& author) {
  return {.by = by(author),
          .procedures = "Mang giấy giới thiệu, làm thủ tục trong ngày.",
          .contact_name = "Cán bộ tiếp nhận (mẫu)",
          .contact_phone = "0900 000 090",
          .reception_plan = "Đón tại cổng, có phòng riêng."};
}

referrals::HandOver hand_over_words(const Author& author, const std::string& name) {
  return {.place = "Nơi tiếp nhận (mẫu)",
          .at = author.at,
          .giver = {.unit = "Bên chuyển (mẫu)", .name = "Cán bộ phụ trách (mẫu)"},
          .receiver = {.unit = "Bên nhận (mẫu)",
                       .name = "Cán bộ tiếp nhận (mẫu)",
                       .phone = "0900 000 090"},
          .persons = {name},
          .health = "Ổn định.",
          .belongings = {"Một ba lô"},
          .documents = {"Giấy giới thiệu (mẫu)"},
          .risks = "Đối tượng biết địa chỉ cũ.",
          .wishes = "Được gọi điện cho mẹ."};
}

referrals::Signature signature_words(const Author& author, referrals::SignatureRole role) {
  const bool gives = role == referrals::SignatureRole::giver;
  const bool takes = role == referrals::SignatureRole::receiver;
  return {.role = role,
          .name = gives   ? "Cán bộ phụ trách (mẫu)"
                  : takes ? "Cán bộ tiếp nhận (mẫu)"
                          : "Người ký",
          .at = author.at,
          .by = author.user,
          .strokes = {{{40, 120}, {260, 40}, {420, 160}, {640, 60}, {900, 140}}}};
}

referrals::Evaluation look_words(const Author& author, std::int64_t number) {
  return {.on = base::local_date(author.at),
          .re_trafficking_risk = number <= kLooksAtMediumRisk ? "medium" : "low",
          .words = number <= kLooksAtMediumRisk ? "Tôi đã quen, còn khó ngủ." : "Tôi thấy an toàn.",
          .by = author.user};
}

}  // namespace hd::demo
