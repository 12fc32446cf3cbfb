declare namespace App {
	interface Locals {
		runtime: import('./runtime.ts').Runtime;
		/** The language of this page. */
		language: import('./domain/text.ts').Language;
		/** The instant that the page shows, where that is not now. */
		shownAt?: import('./domain/instant.ts').Instant;
		/** Of a screen of the console, and only there. */
		visit: import('./console/visit.ts').Visit;
	}
}
