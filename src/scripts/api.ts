type Swagger = (options: object) => void;

/** Draws each description where it belongs; what it needs comes from this site only. */
function describe(draw: Swagger): void {
	for (const place of document.querySelectorAll<HTMLElement>('[data-description]')) {
		draw({
			domNode: place,
			url: place.dataset.description,
			docExpansion: place.dataset.description?.includes('/v2/') ? 'list' : 'none',
			// What is asked here is asked of the site itself: nothing is changed by trying.
			supportedSubmitMethods: ['get'],
			defaultModelsExpandDepth: -1,
			validatorUrl: null,
		});
	}
}

/** Its colours are those that the reader has chosen. */
function followColours(): void {
	const dark = matchMedia('(prefers-color-scheme: dark)');
	const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
	dark.addEventListener('change', follow);
	follow();
}

followColours();
const { SwaggerUIBundle } = window as { SwaggerUIBundle?: Swagger };
if (SwaggerUIBundle) describe(SwaggerUIBundle);
