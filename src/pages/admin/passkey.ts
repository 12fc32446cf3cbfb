import type { APIRoute } from 'astro';

/** What a browser signs with a key of its owner: fetched when they press the button, so that it is new. */
export const ALL: APIRoute = async ({ locals: { runtime, visit }, request }) => {
	if (visit.form === null) return new Response(null, { status: 405, headers: { allow: 'POST' } });
	const challenge = await runtime.people.passkeys.begin(request.headers);
	if (challenge === null) return new Response(null, { status: 429 });
	visit.cookies.push(...challenge.cookies);
	return new Response(challenge.options, { headers: { 'content-type': 'application/json' } });
};
