// Shows in a page of others what is wrong or planned here, and nothing else. It keeps nothing, and asks nobody but us.
(() => {
	const { src } = document.currentScript ?? {};
	const css = `:host{all:initial;display:block;color-scheme:light dark}
section{font:16px/1.5 system-ui,sans-serif;padding:.5em 1em;color:#16191d;background:#f5f6f7;color:light-dark(#16191d,#e9ebee);background:light-dark(#f5f6f7,#191c20);border-bottom:1px solid GrayText}
p{display:flex;flex-wrap:wrap;gap:0 .6em;margin:.25em 0;overflow-wrap:anywhere}
svg{flex:none;width:1em;height:1.5em;fill:currentColor}
span{flex:0 1 auto;max-width:calc(100% - 1.6em)}
a{color:LinkText;color:light-dark(#0b56b3,#8bb8ff)}`;
	const add = (parent, name, text = '') => {
		const element = document.createElement(name);
		element.textContent = text;
		parent.append(element);
		return element;
	};
	const show = async () => {
		const { language, label, details, news } = await (
			await fetch(new URL('embed.json', src), { credentials: 'omit' })
		).json();
		if (!document.body) await new Promise((done) => addEventListener('DOMContentLoaded', done));
		if (!news.length) return;
		const host = document.createElement('vigente-status');
		const root = host.attachShadow({ mode: 'open' });
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(css);
		root.adoptedStyleSheets = [sheet];
		document.body.prepend(host);
		const bar = add(root, 'section');
		bar.lang = language;
		add(bar, 'b', label);
		for (const { shape, text, url } of news) {
			const line = add(bar, 'p');
			const svg = line.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'svg'));
			svg.setAttribute('viewBox', '0 0 16 16');
			svg.ariaHidden = true;
			const path = svg.appendChild(document.createElementNS(svg.namespaceURI, 'path'));
			path.setAttribute('fill-rule', 'evenodd');
			path.setAttribute('d', shape);
			add(line, 'span', text);
			add(line, 'a', details).href = url;
		}
	};
	if (src) show().catch(() => {});
})();
