#include <gtest/gtest.h>

#include "contacts/operations_import.h"
#include "contacts/testing.h"
#include "platform/testing_zip.h"
#include "vault/testing.h"

namespace hd::contacts {
namespace {

using platform::Transaction;
using testing::kHotline;
using testing::kNow;
using testing::user;

constexpr std::string_view kMapping =
    "what,from,to\n"
    "column,Ngày gọi,started_date\n"
    "column,Giờ,started_time\n"
    "column,Thời lượng (phút),duration_minutes\n"
    "column,Loại,kind\n"
    "column,Nội dung,topics\n"
    "column,Người gọi,caller_relation\n"
    "column,Giới tính,sex\n"
    "column,Tuổi,age\n"
    "column,Tỉnh,province\n"
    "column,Số điện thoại,phone\n"
    "column,Ghi chú,summary\n"
    "value:kind,TV tâm lý,counselling\n"
    "value:sex,N,female\n"
    "default,channel,phone_111\n"
    "default,topics,other\n"
    "date_format,dd/MM/yyyy HH:mm,\n"
    "date_format,dd/MM/yyyy,\n";
constexpr std::string_view kHeader =
    "Ngày gọi,Giờ,Thời lượng (phút),Loại,Nội dung,Người gọi,Giới tính,Tuổi,Tỉnh,Số điện thoại,"
    "Ghi chú\n";

/// An XLSX file with one sheet; cells are inline texts, or numbers where they look like one.
std::string workbook(const std::string& rows) {
  return platform::testing::zipped(
      {{"xl/workbook.xml",
        R"(<workbook><workbookPr/><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets>)"
        "</workbook>"},
       {"xl/_rels/workbook.xml.rels",
        R"(<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>)"
        "</Relationships>"},
       {"xl/styles.xml",
        R"(<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy\ hh:mm"/></numFmts>)"
        R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>)"},
       {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}});
}

class CallLogImport : public ::testing::Test {
 protected:
  base::Result<ImportReport> run(const std::string& file, bool dry_run = false,
                                 std::string_view mapping = kMapping) {
    const access::Actor system = access::system_actor();
    return database_->write([&](Transaction& tx) {
      return import_call_log(tx, *vault_, {system, kNow},
                             {.file = file,
                              .mapping = mapping,
                              .hotline = kHotline,
                              .counsellor = user(1),
                              .dry_run = dry_run});
    });
  }
  std::vector<Contact> stored() {
    return database_->write([&](Transaction& tx) {
      return store::Store(*vault_).list(
          tx, {},
          {.scopes = {{kHotline, true, true, true, true}}, .viewer = user(1), .limit = 1000});
    });
  }
  static std::string text(const ImportReport& report) {
    std::string lines;
    for (const auto& line : lines_of(report, "vi")) lines += line + "\n";
    return lines;
  }

  std::unique_ptr<platform::Database> database_ = directory::testing::filled_database();
  std::unique_ptr<vault::Vault> vault_ = vault::testing::vault();
};

TEST_F(CallLogImport, TurnsRowsIntoClosedRecords) {
  const auto report =
      run(std::string(kHeader) +
          "15/03/2021,08:30,12,TV tâm lý,Di cư an toàn; Môi giới lừa đảo,Người thân,N,35,Thái Bình,"
          "0900 000 012,gọi về con gái\n"
          "16/03/2021,,,Cung cấp thông tin,,nguoi dan,Nam,,34,,\n");
  ASSERT_TRUE(report);
  EXPECT_EQ(text(*report), "Số dòng: 2; đã nhập: 2; đã có từ trước: 0; lỗi: 0\n");
  const auto found = stored();
  ASSERT_EQ(found.size(), 2U);
  const Contact& first = found.back();
  EXPECT_EQ(first.number, "111-2021-000001");
  EXPECT_EQ(first.state, State::final);
  EXPECT_EQ(first.kind, "counselling");
  EXPECT_EQ(base::to_rfc3339(first.started_at), "2021-03-15T01:30:00.000Z");
  EXPECT_EQ(base::to_rfc3339(*first.ended_at), "2021-03-15T01:42:00.000Z");
  EXPECT_EQ(first.channel, "phone_111");
  EXPECT_EQ(first.facts.topics, (std::vector<std::string>{"safe_migration", "broker_fraud"}));
  EXPECT_EQ(first.facts.caller_relation, "relative");
  EXPECT_EQ(first.facts.sex, "female");
  EXPECT_EQ(first.facts.age, 35);
  EXPECT_EQ(first.facts.province, "34");  // Thái Bình in the geography of 2021
  EXPECT_EQ(first.identity.phone, "0900 000 012");
  EXPECT_EQ(found.front().facts.topics, std::vector<std::string>{"other"});
}

// Found by reading for tests/fuzz/targets/import_rows.cc: such a number became 0 without a word.
TEST_F(CallLogImport, ANumberThatIsTooLargeIsAFaultAndNotZero) {
  const auto report = run(std::string(kHeader) +
                          "15/03/2021,08:30,99999999999,Tư vấn,,Người dân,Nam,20,01,,\n"
                          "15/03/2021,08:30,1,Tư vấn,,Người dân,Nam,99999999999999999999,01,,\n");
  ASSERT_TRUE(report);
  EXPECT_EQ(report->imported, 0U);
  EXPECT_EQ(report->faults.size(), 2U);
}

TEST_F(CallLogImport, ReportsEveryFaultByLineAndColumnAndImportsNothing) {
  const auto report = run(std::string(kHeader) +
                          "15/03/2021,08:30,1,Tư vấn,,Người dân,Nam,20,01,,tốt\n"
                          "31/02/2021,08:30,1,Tư vấn,,Người dân,Nam,20,01,,\n"
                          "15/03/2031,08:30,1,Buôn chuyện,,Hàng xóm,Nam,200,99,abc,\n");
  ASSERT_TRUE(report);
  EXPECT_EQ(text(*report),
            "Số dòng: 3; đã nhập: 0; đã có từ trước: 0; lỗi: 8\n"
            "Dòng 3, cột \"Ngày gọi\": không đọc được ngày giờ\n"
            "Dòng 4, cột \"Tuổi\": số nằm ngoài giới hạn\n"
            "Dòng 4, cột \"started_at\": thời điểm ở tương lai\n"
            "Dòng 4, cột \"ended_at\": thời điểm ở tương lai\n"
            "Dòng 4, cột \"Loại\": giá trị không có trong danh mục\n"
            "Dòng 4, cột \"Người gọi\": giá trị không có trong danh mục\n"
            "Dòng 4, cột \"Tỉnh\": giá trị không có trong danh mục\n"
            "Dòng 4, cột \"Số điện thoại\": không phải số điện thoại\n");
  EXPECT_TRUE(stored().empty());
}

TEST_F(CallLogImport, ReadsASpreadsheetWithItsDatesAndNumbers) {
  const auto text = [](const std::string& value) {
    return R"(<c t="inlineStr"><is><t>)" + value + "</t></is></c>";
  };
  const auto report = run(
      workbook("<row r=\"1\">" + text("Ngày") + text("Loại") + text("Người gọi") + text("Tỉnh") +
               text("Số máy") + "</row><row r=\"4\"><c s=\"1\"><v>44270.5</v></c>" +
               text("Tư vấn") + text("Người dân") + text("Nghệ An") +
               "<c><v>900000012</v></c></row>"),
      false,
      "what,from,to\ncolumn,Ngày,started_at\ncolumn,Loại,kind\ncolumn,Người gọi,caller_relation\n"
      "column,Tỉnh,province\ncolumn,Số máy,phone\ndefault,channel,phone_other\n"
      "default,topics,other\n");
  ASSERT_TRUE(report) << report.error().code;
  EXPECT_EQ(report->imported, 1U);
  const auto found = stored();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(base::to_rfc3339(found.front().started_at), "2021-03-15T05:00:00.000Z");
  EXPECT_EQ(found.front().identity.phone, "0900000012");
}

/// An import may take minutes to commit; whoever follows changes must not look past it.
TEST_F(CallLogImport, IsDatedByItsEnd) {
  const access::Actor system = access::system_actor();
  const auto end = kNow + std::chrono::minutes(3);
  const std::string file = std::string(kHeader) + "15/03/2021,,,Tư vấn,,Người dân,Nam,20,01,,\n";
  const auto report = database_->write([&](Transaction& tx) {
    return import_call_log(tx, *vault_, {system, kNow},
                           {.file = file,
                            .mapping = kMapping,
                            .hotline = kHotline,
                            .counsellor = user(1),
                            .clock = [&] { return end; },
                            .dry_run = false});
  });
  EXPECT_TRUE(report);
  EXPECT_EQ(stored().front().updated_at, end);
}

TEST_F(CallLogImport, ADryRunWritesNothing) {
  const auto report =
      run(std::string(kHeader) + "15/03/2021,,,Tư vấn,,Người dân,Nam,20,01,,\n", true);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->fault_count, 0U);
  EXPECT_EQ(report->imported, 0U);
  EXPECT_TRUE(stored().empty());
}

TEST_F(CallLogImport, TheSameFileComesInOnce) {
  const std::string file = std::string(kHeader) + "15/03/2021,,,Tư vấn,,Người dân,Nam,20,01,,\n";
  EXPECT_EQ(run(file)->imported, 1U);
  const auto again = run(file);
  EXPECT_EQ(again->imported, 0U);
  EXPECT_EQ(again->already_there, 1U);
  EXPECT_EQ(stored().size(), 1U);
}

TEST_F(CallLogImport, NamesAColumnThatTheFileDoesNotHave) {
  const auto report = run("Ngày gọi\n15/03/2021\n");
  ASSERT_TRUE(report);
  EXPECT_NE(text(*report).find("Dòng 1, cột \"Loại\": tệp không có cột này"), std::string::npos);
  EXPECT_EQ(report->imported, 0U);
}

TEST_F(CallLogImport, RefusesAMappingItDoesNotUnderstand) {
  const auto problem = [&](std::string_view mapping) {
    const auto refused = run(std::string(kHeader), true, mapping);
    return refused.error().params.at("line") + " " + refused.error().params.at("problem");
  };
  EXPECT_EQ(problem("what,from,to\ncolumn,A,started_at\ncolumn,B,colour\n"), "3 unknown_field");
  EXPECT_EQ(problem("what,from,to\ncolumn,A,started_at\ncolumn,B,started_at\n"),
            "3 duplicate_field");
  EXPECT_EQ(problem("what,from,to\ncolumn,A,kind\n"), "1 missing_started_at");
  EXPECT_EQ(problem("what,from,to\nrow,A,kind\n"), "2 unknown_line");
}

TEST_F(CallLogImport, SaysAFaultInTwoLanguages) {
  const ImportFault fault{7, "Tuổi", "malformed_number"};
  EXPECT_EQ(describe(fault, "vi"), "Dòng 7, cột \"Tuổi\": không phải số");
  EXPECT_EQ(describe(fault, "en"), "Line 7, column \"Tuổi\": this is no number");
}

TEST(LocalTime, IsReadInTheFormsOfTheMapping) {
  const auto read = [](std::string_view text) {
    const auto time = parse_local_time(text, {"dd/MM/yyyy HH:mm", "MM-dd-yyyy"});
    return time ? base::to_rfc3339(*time) : std::string("none");
  };
  EXPECT_EQ(read("15/03/2021 08:30"), "2021-03-15T01:30:00.000Z");
  EXPECT_EQ(read("5/3/2021 8:05"), "2021-03-05T01:05:00.000Z");
  EXPECT_EQ(read("03-15-2021"), "2021-03-14T17:00:00.000Z");
  EXPECT_EQ(read("2021-03-15 08:30:59"), "2021-03-15T01:30:59.000Z");
  EXPECT_EQ(read("31/02/2021 08:30"), "none");
  EXPECT_EQ(read("15/03/2021 24:30"), "none");
  EXPECT_EQ(read("15/03/2021 08:30 sáng"), "none");
}

}  // namespace
}  // namespace hd::contacts
