// While somebody looks at the page, it follows what happens: once a minute it asks whether anything has changed.
const MINUTE = 60_000;
let etag: string | null = null;

async function refresh(): Promise<void> {
	if (document.hidden) return;
	const response = await fetch(location.href, { headers: etag ? { 'If-None-Match': etag } : {}, cache: 'no-store' });
	if (response.status !== 200) return;
	etag = response.headers.get('etag');
	const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
	for (const id of ['content', 'notice']) {
		const [shown, next] = [document.getElementById(id), fresh.getElementById(id)];
		if (shown && next && shown.innerHTML !== next.innerHTML) shown.replaceChildren(...next.childNodes);
	}
}

// Without a connection the page stays as it is.
const quietly = () => void refresh().catch(() => {});
setInterval(quietly, MINUTE);
document.addEventListener('visibilitychange', quietly);
