// Whatever a file loads first: schemas that are made before that know nothing of OpenAPI.
import '@hono/zod-openapi';
import { afterEach, beforeEach, expect, vi } from 'vitest';

const stray: unknown[][] = [];

beforeEach(() => {
	vi.spyOn(console, 'error').mockImplementation((...words) => stray.push(words));
});

// What nobody expected is a failure, even where the test itself is content.
afterEach(() => {
	expect(stray.splice(0), 'written to console.error').toEqual([]);
});
