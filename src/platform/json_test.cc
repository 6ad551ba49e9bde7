#include "platform/json.h"

#include <map>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

namespace hd::platform {
namespace {

using base::FieldError;

Json parsed(std::string_view text) {
  return *parse_json(text);
}

bool refused(std::string_view text) {
  const auto value = parse_json(text);
  return !value && value.error().code == "json.malformed";
}

TEST(Json, WhatIsWrittenIsReadBackEqual) {
  const Json value(JsonObject{{"text", "Lạng Sơn \"\\\n\t\x01"},
                              {"number", std::int64_t{-9007199254740993}},
                              {"yes", true},
                              {"nothing", nullptr},
                              {"list", JsonArray{1, "a", JsonArray{}, JsonObject{}}}});
  EXPECT_EQ(parsed(value.dump()), value);
}

TEST(Json, TextKeepsTheOrderWeWroteAndEscapesControlBytes) {
  const Json value(JsonObject{{"b", 1}, {"a", "x\ny\x02"}});
  EXPECT_EQ(value.dump(), R"({"b":1,"a":"x\ny\u0002"})");
}

TEST(Json, AWriterWritesWhatATreeWouldHaveWritten) {
  struct Pair {
    std::string left;
    int right;
  };
  const std::vector<Pair> pairs{{"a\"b", 1}, {"", 2}};
  const auto text = written_list(pairs, [](JsonWriter& out, const Pair& pair) {
    out.put("left", pair.left);
    out.put_or_null("or_null", pair.left);
    auto inner = out.begin("inner");
    inner.close();
    out.put("right", pair.right);
    out.put("list", JsonArray{1, "x"});
  });
  EXPECT_EQ(text.text, R"([{"left":"a\"b","or_null":"a\"b","inner":{},"right":1,"list":[1,"x"]},)"
                       R"({"left":"","or_null":null,"inner":{},"right":2,"list":[1,"x"]}])");
  EXPECT_EQ(Json(JsonObject{{"items", text}, {"next", nullptr}}).dump(),
            R"({"items":)" + text.text + R"(,"next":null})");
  EXPECT_EQ(written_list(std::vector<Pair>(), [](auto&, const auto&) {}).text, "[]");
}

TEST(Json, EscapesAndSurrogatePairsAreRead) {
  EXPECT_EQ(parsed(R"("\u0111\ud83d\ude00\/")"), Json("đ😀/"));
}

TEST(Json, WhatIsNotStrictJsonIsRefused) {
  for (const char* text : {"",
                           " ",
                           "{",
                           "[1,]",
                           "{\"a\":1,}",
                           "{a:1}",
                           "'a'",
                           "01",
                           "+1",
                           "1.",
                           "nul",
                           "[1] 2",
                           "//x\n1",
                           "/*x*/1",
                           "NaN",
                           "Infinity",
                           "\"a\nb\"",
                           R"("\x")",
                           R"("\ud800")",
                           R"("\udc00")",
                           "\"\xFF\"",
                           "\"\xC0\xAF\"",
                           "\"\xED\xA0\x80\"",
                           "\xEF\xBB\xBF{}"}) {
    EXPECT_TRUE(refused(text)) << text;
  }
}

TEST(Json, NumbersThatAreNot64BitIntegersAreRefused) {
  for (const char* text : {"1.0", "1e2", "1E400", "9223372036854775808", "-9223372036854775809"}) {
    EXPECT_TRUE(refused(text)) << text;
  }
  EXPECT_EQ(parsed("-9223372036854775808"), Json(INT64_MIN));
  EXPECT_EQ(parsed("9223372036854775807"), Json(INT64_MAX));
}

TEST(Json, ADuplicateKeyIsRefusedAtAnyDepth) {
  EXPECT_TRUE(refused(R"({"a":1,"b":2,"a":3})"));
  EXPECT_TRUE(refused(R"([{"x":{"a":1,"\u0061":2}}])"));
}

TEST(Json, NulIsRefusedBecausePostgresqlCannotStoreIt) {
  EXPECT_TRUE(refused(R"("a\u0000b")"));
  EXPECT_TRUE(refused(R"({"a\u0000b":1})"));
}

TEST(Json, DepthEndsAt32Levels) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(parse_json(nested(32)));
  EXPECT_TRUE(refused(nested(33)));
  EXPECT_TRUE(refused(nested(100000)));
}

TEST(Json, SizeEndsAtOneMebibyte) {
  const auto text = [](std::size_t bytes) { return '"' + std::string(bytes - 2, 'a') + '"'; };
  EXPECT_TRUE(parse_json(text(std::size_t{1} << 20U)));
  EXPECT_TRUE(refused(text((std::size_t{1} << 20U) + 1)));
}

TEST(Json, LongTextsArriveWhole) {
  std::string text = "\"";
  for (int i = 0; i < 5000; ++i) text += "Điện thoại\\n";
  EXPECT_EQ(parsed(text + "\"").dump(), text + "\"");
}

TEST(Json, AnAbsentTextIsNull) {
  EXPECT_EQ(text_or_null(""), Json());
  EXPECT_EQ(text_or_null("Lào Cai"), Json("Lào Cai"));
  EXPECT_EQ(Json(texts_json({"a", ""})).dump(), R"(["a",""])");
}

TEST(Json, NamedTextsComeBackWithoutTheEmptyOnes) {
  using Texts = std::map<std::string, std::string>;
  EXPECT_EQ(encode_texts({{"note", "x"}, {"reason", ""}}), R"({"note":"x"})");
  EXPECT_EQ(decode_texts(R"({"note":"x"})", "entry"), (Texts{{"note", "x"}}));
  EXPECT_EQ(encode_texts({{"reason", ""}}), "");
  EXPECT_EQ(decode_texts("", "entry"), Texts());
  EXPECT_THROW(decode_texts("[]", "entry"), std::runtime_error);
  EXPECT_THROW(decode_texts("{", "entry"), std::runtime_error);
}

TEST(Json, ACorruptTextOfOurOwnIsAnExceptionThatSaysWhatItIs) {
  EXPECT_EQ(parse_own_json("[1]", "an envelope"), Json(JsonArray{1}));
  try {
    parse_own_json("[1", "an envelope");
    FAIL() << "no exception";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "an envelope: not JSON");
  }
}

TEST(JsonReader, AFormWithoutMistakesIsRead) {
  const Json body = parsed(R"({"name":"  Nguye\u0302\u0303n ","age":16,"minor":true,
      "at":"2026-03-02T09:00:00+07:00","day":"2026-03-02","topics":["legal","health"],
      "id":"00000000-0000-7000-8000-000000000001","note":null,"kind":"call"})");
  JsonReader reader(body);
  EXPECT_EQ(reader.text("name", 20), "Nguyễn");
  EXPECT_EQ(reader.number("age", 0, 130), 16);
  EXPECT_TRUE(reader.flag("minor"));
  EXPECT_EQ(base::to_rfc3339(reader.time("at")), "2026-03-02T02:00:00.000Z");
  EXPECT_EQ(base::to_text(reader.date("day")), "2026-03-02");
  EXPECT_EQ(reader.codes("topics", 5), (std::vector<std::string>{"legal", "health"}));
  EXPECT_TRUE(reader.id<base::Id<struct AnyTag>>("id"));
  EXPECT_EQ(reader.optional_text("note", 10), "");
  EXPECT_EQ(reader.optional_code("kind"), "call");
  EXPECT_EQ(reader.optional_number("absent", 0, 1), std::nullopt);
  EXPECT_EQ(reader.complaints(), std::vector<FieldError>{});
}

TEST(JsonReader, AllMistakesAreToldAtOnce) {
  const Json body = parsed(R"({"empty":"  ","long":"abcd","old":131,"word":7,"bell":"a\u0007",
      "at":"2026-02-30T00:00:00Z","day":"2026-02-30","code":"Kein Code","twice":["a","a"],
      "many":[1,2,3],"id":"7","part":[],"typo":1})");
  JsonReader reader(body);
  reader.text("missing", 10);
  reader.text("empty", 10);
  reader.text("long", 3);
  reader.number("old", 0, 130);
  reader.text("word", 10);
  reader.text("bell", 10);
  reader.time("at");
  reader.optional_date("day");
  reader.optional_code("code");
  reader.codes("twice", 5);
  reader.array("many", 2);
  reader.id<base::Id<struct AnyTag>>("id");
  reader.object("part");
  const auto result = reader.finish(1);
  ASSERT_FALSE(result);
  const std::vector<FieldError> expected{
      {"missing", "required"},  {"empty", "required"},     {"long", "too_long"},
      {"old", "out_of_range"},  {"word", "wrong_type"},    {"bell", "malformed_text"},
      {"at", "malformed_time"}, {"day", "malformed_date"}, {"code", "malformed_code"},
      {"twice", "duplicate"},   {"many", "too_many"},      {"id", "malformed_id"},
      {"part", "wrong_type"},   {"typo", "unknown_field"}};
  EXPECT_EQ(result.error().fields, expected);
}

TEST(JsonReader, CharactersAreCountedAndNotBytes) {
  const Json body = parsed(R"({"name":"Đỗ"})");
  JsonReader reader(body);
  EXPECT_EQ(reader.text("name", 2), "Đỗ");
  EXPECT_EQ(reader.complaints(), std::vector<FieldError>{});
}

TEST(JsonReader, PartsComplainUnderTheirOwnName) {
  const Json body = parsed(R"({"target":{"unit_id":"x","colour":"red"}})");
  JsonReader reader(body);
  JsonReader part(*reader.object("target"), "target.");
  part.id<base::Id<struct AnyTag>>("unit_id");
  reader.absorb(part);
  const std::vector<FieldError> expected{{"target.unit_id", "malformed_id"},
                                         {"target.colour", "unknown_field"}};
  EXPECT_EQ(reader.complaints(), expected);
}

TEST(JsonReader, ObjectsOfAListComplainUnderTheirNumber) {
  const Json body = parsed(R"({"needs":[{"service":"legal"},{"service":"","extra":1}]})");
  JsonReader reader(body);
  const auto services =
      reader.objects("needs", 5, [](JsonReader& need) { return need.text("service", 20); });
  EXPECT_EQ(services, (std::vector<std::string>{"legal", ""}));
  const std::vector<FieldError> expected{{"needs.1.service", "required"},
                                         {"needs.1.extra", "unknown_field"}};
  EXPECT_EQ(reader.complaints(), expected);
}

TEST(JsonReader, AListThatIsAbsentOrTooLongIsEmpty) {
  const Json body = parsed(R"({"needs":[{},{}]})");
  JsonReader reader(body);
  const auto nothing = [](JsonReader&) { return 0; };
  EXPECT_TRUE(reader.objects("needs", 1, nothing).empty());
  EXPECT_TRUE(reader.objects("absent", 1, nothing).empty());
  EXPECT_EQ(reader.complaints(), (std::vector<FieldError>{{"needs", "too_many"}}));
}

TEST(JsonReader, TextOfOurOwnWithAComplaintIsCorrupt) {
  const Json body = parsed(R"({"known":"a"})");
  JsonReader reader(body);
  EXPECT_THROW(reader.require_clean("an envelope"), std::runtime_error);
  reader.text("known", 5);
  EXPECT_NO_THROW(reader.require_clean("an envelope"));
}

TEST(JsonReader, LeftOutAndEmptiedAreToldApart) {
  const Json body = parsed(R"({"note":null})");
  JsonReader reader(body);
  EXPECT_TRUE(reader.has("note"));
  EXPECT_FALSE(reader.has("summary"));
}

TEST(JsonReader, ABodyThatIsNoObjectIsOneComplaint) {
  const Json body = parsed("[]");
  JsonReader reader(body);
  reader.text("name", 5);
  EXPECT_EQ(reader.complaints(), (std::vector<FieldError>{{"", "not_an_object"}}));
}

}  // namespace
}  // namespace hd::platform
