#include "platform/crypto.h"

#include <gtest/gtest.h>

namespace hd::platform {
namespace {

std::string bytes(std::string_view hex) {
  return from_hex(hex).value();
}

Secret key(std::string_view hex) {
  return Secret(bytes(hex));
}

constexpr std::string_view kKey =
    "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f";
constexpr std::string_view kNonce = "404142434445464748494a4b4c4d4e4f5051525354555657";

TEST(Crypto, HashesTheFipsVector) {
  EXPECT_EQ(to_hex(sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Crypto, KeyedHashMatchesRfc4231) {
  EXPECT_EQ(to_hex(hmac_sha256(Secret("Jefe"), "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Crypto, DerivedKeyMatchesRfc5869Case3) {
  const Secret root = key("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");
  EXPECT_EQ(to_hex(derive_key(root, "").bytes()),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}

TEST(Crypto, DerivedKeysDifferByPurpose) {
  const Secret root = key(kKey);
  EXPECT_EQ(derive_key(root, "a").bytes(), derive_key(root, "a").bytes());
  EXPECT_NE(derive_key(root, "a").bytes(), derive_key(root, "b").bytes());
  EXPECT_NE(derive_key(root, "a").bytes(), root.bytes());
}

// Source: draft-irtf-cfrg-xchacha, A.3.1.
TEST(Crypto, SealMatchesTheXChaChaVector) {
  const std::string plain =
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the "
      "future, sunscreen would be it.";
  const std::string associated = bytes("50515253c0c1c2c3c4c5c6c7");
  const std::string sealed = aead_seal(key(kKey), bytes(kNonce), plain, associated);
  EXPECT_EQ(to_hex(sealed),
            "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"
            "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
            "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
            "21f9664c97637da9768812f615c68b13b52e"
            "c0875924c1c7987947deafd8780acf49");
  EXPECT_EQ(aead_open(key(kKey), bytes(kNonce), sealed, associated), plain);
}

TEST(Crypto, ChangedBytesKeyNonceOrPlaceDoNotOpen) {
  const std::string sealed = aead_seal(key(kKey), bytes(kNonce), "secret", "row 1");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(aead_open(key(kKey), bytes(kNonce), changed, "row 1"));
  }
  EXPECT_FALSE(aead_open(key(kKey), bytes(kNonce), sealed, "row 2"));
  EXPECT_FALSE(aead_open(derive_key(key(kKey), "x"), bytes(kNonce), sealed, "row 1"));
  EXPECT_FALSE(aead_open(key(kKey), std::string(kNonceBytes, 'n'), sealed, "row 1"));
  EXPECT_FALSE(aead_open(key(kKey), "short", sealed, "row 1"));
  EXPECT_FALSE(aead_open(key(kKey), bytes(kNonce), "short", "row 1"));
}

TEST(Crypto, WrongSizesOfKeyAndNonceAreBugs) {
  EXPECT_THROW(aead_seal(Secret("short"), bytes(kNonce), "x", ""), std::invalid_argument);
  EXPECT_THROW(aead_seal(key(kKey), "short", "x", ""), std::invalid_argument);
  EXPECT_THROW(signing_key(Secret("short")), std::invalid_argument);
}

TEST(Crypto, SignatureMatchesRfc8032) {
  const SigningKey signer =
      signing_key(key("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
  EXPECT_EQ(to_hex(signer.public_key),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  const std::string signature = sign(signer, "");
  EXPECT_EQ(to_hex(signature),
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
  EXPECT_TRUE(verify_signature(signer.public_key, "", signature));
  EXPECT_FALSE(verify_signature(signer.public_key, "x", signature));
  EXPECT_FALSE(verify_signature("short", "", signature));
  EXPECT_FALSE(verify_signature(signer.public_key, "", "short"));
}

TEST(Crypto, PasswordsVerifyOnlyAgainstTheirHash) {
  const PasswordCost cheap{.operations = 1, .memory_bytes = std::size_t{1} << 20U};
  const std::string hash = hash_password("mật khẩu", cheap);
  EXPECT_TRUE(hash.starts_with("$argon2id$"));
  EXPECT_TRUE(verify_password(hash, "mật khẩu"));
  EXPECT_FALSE(verify_password(hash, "mat khau"));
  EXPECT_FALSE(verify_password("not a hash", "mật khẩu"));
  EXPECT_NE(hash, hash_password("mật khẩu", cheap));
}

TEST(Crypto, HexAndBase64GoThereAndBack) {
  for (std::size_t size = 0; size < 70; ++size) {
    const std::string raw = random_bytes(size);
    EXPECT_EQ(from_hex(to_hex(raw)), raw);
    EXPECT_EQ(from_base64url(to_base64url(raw)), raw);
  }
  EXPECT_EQ(to_base64url("\xFB\xFF"), "-_8");
  EXPECT_FALSE(from_hex("abc"));
  EXPECT_FALSE(from_hex("zz"));
  EXPECT_FALSE(from_hex("ab cd "));
  EXPECT_FALSE(from_base64url("a*b"));
  EXPECT_FALSE(from_base64url("ab=="));
}

TEST(Crypto, ComparesBytesOfEqualLengthOnly) {
  EXPECT_TRUE(same_bytes("abc", "abc"));
  EXPECT_FALSE(same_bytes("abc", "abd"));
  EXPECT_FALSE(same_bytes("abc", "ab"));
  EXPECT_TRUE(same_bytes("", ""));
}

TEST(Crypto, RandomBytesDoNotRepeat) {
  EXPECT_EQ(random_bytes(32).size(), 32U);
  EXPECT_NE(random_bytes(32), random_bytes(32));
}

// Found by tests/fuzz/targets/encodings.cc: bytes above 0x7F were read as letters.
TEST(CryptoTest, BytesHaveOneSpellingInBase64) {
  EXPECT_EQ(from_base64url("\x95\xFF\xFF\xFF"), std::nullopt);
  EXPECT_EQ(from_base64url("QUJ\xC1"), std::nullopt);
  EXPECT_EQ(from_base64url("QUJD"), "ABC");
}

}  // namespace
}  // namespace hd::platform
