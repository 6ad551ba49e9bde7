#include "referrals/papers.h"

#include "access/decide.h"

namespace hd::referrals {
namespace {

using documents::Block;
using documents::BlockKind;

Block heading(std::string text) {
  return {.kind = BlockKind::heading, .text = std::move(text)};
}
Block paragraph(std::string text) {
  return {.kind = BlockKind::paragraph, .text = std::move(text)};
}

/// A list, or a sentence that says there is none.
Block list(const std::vector<std::string>& items, std::string none) {
  if (items.empty()) return paragraph(std::move(none));
  return {.kind = BlockKind::list, .items = items};
}

std::string in_words(const Party& party) {
  std::string text = party.name;
  if (!party.post.empty()) text += ", " + party.post;
  text += ", " + party.unit;
  if (!party.phone.empty()) text += ", điện thoại " + party.phone;
  return text + ".";
}

std::string role_in_words(SignatureRole role) {
  switch (role) {
    case SignatureRole::giver:
      return "BÊN GIAO";
    case SignatureRole::receiver:
      return "BÊN NHẬN";
    case SignatureRole::person:
      return "NGƯỜI ĐƯỢC HỖ TRỢ";
    case SignatureRole::guardian:
      return "NGƯỜI GIÁM HỘ";
  }
  return "";
}

}  // namespace

std::uint8_t marks_of(PaperKind kind) {
  switch (kind) {
    case PaperKind::acceptance:
      return access::kWork;
    case PaperKind::hand_over:
      return access::kWork | access::kIdentity;
  }
  return access::kAllMarks;
}

documents::Content acceptance_paper(const Referral& referral, const ServiceStep& service,
                                    const Names& names) {
  return {
      .title = "Văn bản xác nhận tiếp nhận, hỗ trợ theo đề nghị chuyển tuyến số " + referral.number,
      .blocks = {paragraph(names.receiver +
                           " nhất trí tiếp nhận và cung cấp dịch vụ theo đề "
                           "nghị chuyển tuyến số " +
                           referral.number + " của " + names.sender + "."),
                 heading("1. Dịch vụ"), list(names.needs, "Không nêu."),
                 heading("2. Thủ tục, giấy tờ"), paragraph(service.procedures),
                 heading("3. Kế hoạch tiếp nhận"), paragraph(service.reception_plan),
                 heading("4. Đầu mối"),
                 paragraph(service.contact_name + ", điện thoại " + service.contact_phone + ".")},
      .recipients = {names.sender + ";", "Lưu."},
      .issuing_body = names.receiver,
      .superior_body = names.superior,
      .signer_name = names.officer};
}

documents::Content hand_over_paper(const Referral& referral, const HandOver& record,
                                   const std::vector<Signature>& signatures, const Names& names) {
  std::vector<Block> blocks{
      paragraph("Hồi " + base::to_vietnamese(record.at) + ", tại " + record.place +
                ", hai bên bàn giao người được hỗ trợ theo chuyển tuyến số " + referral.number +
                "."),
      heading("1. Bên giao"),
      paragraph(in_words(record.giver)),
      heading("2. Bên nhận"),
      paragraph(in_words(record.receiver)),
      heading("3. Người được bàn giao"),
      list(record.persons, "Không nêu."),
      heading("4. Tình trạng sức khỏe"),
      paragraph(record.health),
      heading("5. Giấy tờ, tài sản mang theo"),
      list(record.belongings, "Không có."),
      heading("6. Bản sao tài liệu kèm theo"),
      list(record.documents, "Không có."),
      heading("7. Nguy cơ và biện pháp"),
      paragraph(record.risks),
      heading("8. Nguyện vọng"),
      paragraph(record.wishes),
      heading("9. Chữ ký")};
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < signatures.size(); ++i) {
    const Signature& signature = signatures[i];
    const std::string paper =
        signature.scan ? ", ký trên giấy, bản quét " + signature.scan->name : std::string();
    lines.push_back(role_in_words(signature.role) + ": " + signature.name + ", " +
                    base::to_vietnamese(signature.at) + paper + ", SHA-256 " + names.hashes.at(i));
  }
  blocks.push_back(list(lines, "Chưa ký."));
  return {.title = "Biên bản bàn giao người được hỗ trợ",
          .blocks = std::move(blocks),
          .recipients = {names.sender + ";", names.receiver + ";"},
          .issuing_body = names.sender,
          .superior_body = names.superior};
}

std::vector<documents::DrawnSignature> drawn(const std::vector<Signature>& signatures) {
  std::vector<documents::DrawnSignature> found;
  for (const Signature& signature : signatures) {
    const std::string below =
        signature.scan ? signature.name + " (đã ký trên giấy)" : signature.name;
    found.push_back({role_in_words(signature.role), below, signature.strokes});
  }
  return found;
}

std::string text_of(const documents::Strokes& strokes) {
  std::string text;
  for (const auto& line : strokes) {
    for (const auto& point : line) {
      text += std::to_string(point.x) + "," + std::to_string(point.y) + " ";
    }
    text += "\n";
  }
  return text;
}

}  // namespace hd::referrals
