// Lighthouse over addresses: one line of JSON for each, { url, scores: { accessibility: 100, … }, failed: ["audit: title", …] }.
//   node lighthouse.mjs CHROMIUM CATEGORY[,CATEGORY…] URL…
import * as chromeLauncher from 'chrome-launcher'
import lighthouse from 'lighthouse'

const [chromePath, categories, ...addresses] = process.argv.slice(2)
const chrome = await chromeLauncher.launch({ chromePath, chromeFlags: ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage'], logLevel: 'silent' })
try {
  for (const address of addresses) {
    const { lhr } = await lighthouse(address, { port: chrome.port, logLevel: 'silent', onlyCategories: categories.split(',') })
    const failed = Object.values(lhr.audits).filter(audit => audit.scoreDisplayMode === 'error' || (audit.scoreDisplayMode === 'binary' && audit.score < 1))
    console.log(JSON.stringify({
      url: lhr.finalDisplayedUrl,
      scores: Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, score === null ? null : Math.round(score * 100)])),
      failed: failed.map(audit => `${audit.id}: ${audit.title}: ${JSON.stringify(audit.details?.items?.slice(0, 3)) ?? audit.errorMessage ?? ''}`),
    }))
  }
} finally {
  chrome.kill()
}
