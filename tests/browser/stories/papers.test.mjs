// A paper with a chart, from the draft to the files an office asks for; another Word template.
import assert from "node:assert/strict";
import { DESK, PHONE } from "../lib/browser.mjs";
import { act, ask } from "../lib/acts.mjs";
import { picture, story } from "../lib/story.mjs";

const CHART = {
  kind: "chart",
  text: "Biểu đồ 1. Kết nối theo cơ quan",
  chart: {
    form: "stacked",
    head: "Cơ quan",
    labels: ["Sở Y tế", "Hội Liên hiệp Phụ nữ tỉnh"],
    series: [
      { name: "Đúng hạn", values: [1020, 12] },
      { name: "Quá hạn", values: [7, null] },
    ],
    unit: "cuộc",
    decimals: 0,
    note: "Số dưới 5 không công bố.",
  },
};

/** Draws up a hotline report that ends with a chart; answers its path. */
async function drafted(lead) {
  const session = await ask(lead, "GET", "/sessions/current");
  const draft = await ask(lead, "POST", "/reports/hotline/documents", {
    hotline_id: session.posts[0].organisation_id,
    from: "2021-01-01",
    to: "2021-06-30",
    age_set: "tongdai_caller",
    geography: "p34",
  });
  const blocks = [...draft.blocks.slice(0, 3), CHART];
  await ask(lead, "PUT", `/documents/${draft.id}`, { version: draft.version, blocks });
  return `/documents/${draft.id}`;
}

/** The picture has been drawn, and its figures stand below it. */
async function showsChart(page, title) {
  const drawn = page.getByRole("img", { name: title });
  await drawn.waitFor();
  await page.waitForFunction(() => {
    const image = document.querySelector(".chart img");
    return image?.complete && image.naturalWidth > 0;
  });
  const cells = await page.getByRole("region", { name: title }).locator("td").allInnerTexts();
  assert.deepEqual(cells, ["Sở Y tế", "1.020", "7", "1.027", "Hội Liên hiệp Phụ nữ tỉnh", "12", "…", "…"]);
}

async function firstBytes(page, name) {
  const href = await page.getByRole("link", { name }).first().getAttribute("href");
  return page.evaluate(async (url) => {
    const answer = await fetch(url);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return [...bytes.slice(0, 4)].join(" ");
  }, href);
}

story("a chart stays with its paper, and the paper is had in every form", async ({ person }) => {
  const lead = await person("lanhdao111", DESK);
  const { page } = lead;
  const path = await drafted(lead);
  await lead.go(path);
  await showsChart(page, CHART.text);
  await lead.sound("a draft with a chart");
  await picture(lead, "chart-draft-desk");

  // Another title and another paragraph: the figures stay.
  const title = "Biểu đồ 1. Kết nối dịch vụ";
  await page.getByLabel("Biểu đồ", { exact: true }).fill(title);
  await page.getByRole("button", { name: "Thêm đoạn" }).click();
  await page.getByLabel("Đoạn văn").last().fill("Nhận xét: tiến độ tốt.");
  await page.getByRole("button", { name: "Lưu dự thảo" }).click();
  await page.getByText("Đã lưu dự thảo.").first().waitFor();
  await showsChart(page, title);

  await act(lead, "Ban hành");
  await page.getByText("Đã ban hành").first().waitFor();
  await showsChart(page, title);
  await lead.sound("an issued paper with a chart");
  await picture(lead, "chart-issued-desk");
  assert.equal(await firstBytes(page, "Tải Word"), "80 75 3 4");
  assert.equal(await firstBytes(page, "Tải Excel"), "80 75 3 4");
  assert.equal(await firstBytes(page, "CSV 2"), "239 187 191 67");

  const phone = await person("lanhdao111", PHONE);
  await phone.go(path);
  await showsChart(phone.page, title);
  await phone.sound("a chart on a telephone");
  await picture(phone, "chart-issued-phone");
});

story("an administrator puts another Word template in place", async ({ person }) => {
  const admin = await person("quantri", DESK);
  const { page } = admin;
  await admin.go("/admin/templates");
  const own = await page.getByRole("link", { name: "Mọi loại" }).getAttribute("href");
  const bytes = await page.evaluate(async (url) => {
    return [...new Uint8Array(await (await fetch(url)).arrayBuffer())];
  }, own);
  const send = async (content) => {
    const file = { name: "mau.docx", mimeType: "application/octet-stream", buffer: content };
    await page.getByLabel("Tệp Word").setInputFiles(file);
    await page.getByRole("dialog").getByRole("button", { name: "Đưa mẫu mới" }).click();
  };
  await page.getByRole("button", { name: "Đưa mẫu mới" }).click();
  await page.getByLabel("Loại văn bản").selectOption({ label: "Báo cáo đường dây nóng" });
  await admin.sound("the form of a template");
  await send(Buffer.from("PK"));
  await page.getByText("Tệp hỏng").waitFor();
  await picture(admin, "template-refused-desk");
  await send(Buffer.from(bytes));
  await page.getByRole("link", { name: "Báo cáo đường dây nóng" }).waitFor();
  await admin.sound("the templates of papers");
  await picture(admin, "templates-desk");
});
