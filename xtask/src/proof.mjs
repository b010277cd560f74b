// Opens every page in light and dark, on a desk and on a phone: axe-core must
// find nothing, nothing may scroll sideways. Leaves a picture of each.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const axe = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
let faults = 0;
const fault = (...what) => { faults++; console.log(...what); };
for (const path of process.argv.slice(2)) {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1200, 390]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      await page.goto('file://' + path);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run());
      for (const v of violations) fault(path, colorScheme, width, v.id, v.help, v.nodes[0].html);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (over > 0) fault(path, width, `scrolls sideways by ${over}`);
      await page.screenshot({ path: `${path}-${colorScheme}-${width}.png` });
      if (colorScheme === 'light' && width === 1200) await page.pdf({ path: `${path}.pdf`, preferCSSPageSize: true });
      await context.close();
    }
  }
}
await browser.close();
console.log(`${faults} faults`);
process.exit(faults ? 1 : 0);
