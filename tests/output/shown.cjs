// Which faces a browser shows the words of an e-book's pages in. Prints, as JSON, what it found wrong: words whose family,
// weight and slant no rule of the sheet has a face for, and words that are shown in a font of the system.
//
//     node shown.cjs BROWSER PAGE...
"use strict";

const { pathToFileURL } = require("url");
const puppeteer = require("puppeteer");

// What each word asks for, by "family|weight|slant", with a sample; and what the rules have.
function ask() {
  const plain = (family) => family.split(",")[0].replace(/"/g, "");
  const weights = { normal: "400", bold: "700" };
  const asked = {};
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim();
    const style = getComputedStyle(walker.currentNode.parentElement);
    if (text) asked[[plain(style.fontFamily), style.fontWeight, style.fontStyle].join("|")] = text.slice(0, 40);
  }
  const had = [...document.fonts].map((f) => [plain(f.family), weights[f.weight] || f.weight, f.style].join("|"));
  return { asked, had };
}

const hasText = (node) => (node.children || []).some((child) => child.nodeType === 3 && child.nodeValue.trim());

function* elements(node) {
  if (node.nodeName.toLowerCase() === "head") return;
  if (node.nodeType === 1 && hasText(node)) yield node;
  for (const child of node.children || []) yield* elements(child);
}

const textOf = (node) => node.nodeType === 3 ? node.nodeValue : (node.children || []).map(textOf).join("");

// The browser tells the fonts of an element with all that is in it.
async function foreign(page) {
  const session = await page.createCDPSession();
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const { root } = await session.send("DOM.getDocument", { depth: -1 });
  const found = [];
  for (const node of elements(root)) {
    const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId: node.nodeId });
    for (const font of fonts) if (!font.isCustomFont) found.push({ font: font.familyName, text: textOf(node) });
  }
  return found;
}

async function look(browser, path) {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(path).href);
  await page.evaluate(() => document.fonts.ready);
  const { asked, had } = await page.evaluate(ask);
  const unknown = Object.keys(asked).filter((face) => !had.includes(face)).map((face) => `${face}: ${asked[face]}`);
  const result = { path, words: Object.keys(asked).length, unknown, foreign: await foreign(page) };
  await page.close();
  return result;
}

async function main([executablePath, ...paths]) {
  const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--allow-file-access-from-files"] });
  const results = [];
  for (const path of paths) results.push(await look(browser, path));
  await browser.close();
  process.stdout.write(JSON.stringify(results));
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
