import puppeteer from "puppeteer-core";
const [,, base, ...paths] = process.argv;
const browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"] });
for (const width of [360, 1280]) {
  const page = await browser.newPage();
  await page.setViewport({ width, height: 900 });
  for (const [i, path] of paths.entries()) {
    await page.goto(base + path, { waitUntil: "load", timeout: 60000 });
    await page.evaluate(() => { for (const one of document.querySelectorAll("details.statements")) { one.open = true; one.scrollIntoView(); } });
    await page.screenshot({ path: `/tmp/fresh/shot-${i}-${width}.png` });
  }
}
await browser.close();
