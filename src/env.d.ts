declare namespace App {
	interface Locals {
		runtime: import('./runtime.ts').Runtime;
		/** The language of this page. */
		language: import('./domain/text.ts').Language;
	}
}
