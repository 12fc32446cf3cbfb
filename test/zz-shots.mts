import { startDemoServer } from '/work/main/test/demo-server.ts';
import { launchBrowser } from '/work/main/test/browser/browser.ts';
import { Client } from '/work/main/test/api/client.ts';
import { slowerTexts, editorialTexts } from '/work/main/test/revision-texts.ts';
const [server, browser] = await Promise.all([startDemoServer({days: 40}), launchBrowser()]);
const legal = new Client(server, await server.token('sla'));
for (const texts of [slowerTexts(2), editorialTexts(3)]) { const r = await legal.post('/sla/blip-go/revisions', {texts}); console.log(r.status, r.status===201?'':r.text); }
const paths: [string,string][] = JSON.parse(process.argv[2] ?? '[]');
const sizes = process.argv[3] === 'all' ? [[390,'light'],[1280,'dark'],[1280,'light'],[390,'dark']] : [[390,'light'],[1280,'light']];
for (const [w, c] of sizes as any) {
 const page = await browser.newPage({ viewport: { width: w, height: 900 }, colorScheme: c });
 for (const [name, path] of paths) { const r = await page.goto(server.url + path); console.log(path, r?.status(), JSON.stringify(r?.headers().link ?? ''), r?.headers().vary);
  await page.screenshot({ path: `/tmp/s-${name}-${w}-${c}.png`, fullPage: !name.startsWith('_') }); }
 await page.close();
}
for (const p of ['/sla.atom','/sla/blip-go.atom','/en/sla/blip-go.atom','/sla/blip-go/timemap','/sla/blip-go/1.es.md','/sla/blip-go/3.en.md','/en/sla/blip-go/2.md','/sla/blip-go/compare?a=1&b=3']) { const r = await fetch(server.url+p,{redirect:'manual'}); const t = await r.text(); console.log('\n##',p, r.status, r.headers.get('content-type'), r.headers.get('cache-control'), r.headers.get('location'), t.slice(0, p==='/sla/blip-go.atom'?6000:300)); }
console.log(server.output());
await browser.close(); await server.stop();
