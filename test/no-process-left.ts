import { afterAll } from 'vitest';
import { endAllRunning } from './running.ts';

// A test that fails before its own stop leaves no server behind. Hooks of the file itself run first.
afterAll(endAllRunning);
