import type { APIRoute } from 'astro';
import { logTile } from '#app/queries/pages/log-page.ts';
import { tileAsked } from '../../../domain/log/tiles.ts';
import { nothingHere, pageContext } from '../../../layouts/context.ts';

/** What was once there stays as it is: https://c2sp.org/tlog-tiles */
export const GET: APIRoute = async (context) => {
	const { reading, signer } = pageContext(context);
	const asked = tileAsked(context.params.path ?? '');
	const bytes = asked && (await logTile({ ...reading, signer }, asked));
	if (!bytes) return nothingHere();
	return new Response(new Uint8Array(bytes), {
		headers: {
			'content-type': 'application/octet-stream',
			'cache-control': 'public, max-age=31536000, immutable',
		},
	});
};
