import node from '@astrojs/node';
import { defineConfig } from 'astro/config';

export default defineConfig({
	output: 'server',
	adapter: node({ mode: 'standalone' }),
	trailingSlash: 'ignore',
	compressHTML: true,
	// The console asks by itself from where a form comes: behind a proxy only SITE_URL says where that may be. Others say by themselves
	// what they are good for, and a mail program that takes somebody off a list (RFC 8058) comes from nowhere.
	security: { checkOrigin: false },
	devToolbar: { enabled: false },
	build: { inlineStylesheets: 'never' },
	cache: { provider: { name: 'vigente', entrypoint: new URL('./src/serving/cache/provider.ts', import.meta.url) } },
	vite: {
		build: {
			assetsInlineLimit: 0,
			// One runtime, not two: src/server.ts and the bundle share the modules behind #app/.
			rollupOptions: { external: [/^#app\//] },
		},
		ssr: { external: ['better-sqlite3'] },
	},
});
