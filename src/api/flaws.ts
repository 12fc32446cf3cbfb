import type { z } from '@hono/zod-openapi';
import { flawsIn } from '../inputs/flaws.ts';
import { HttpProblem } from './problem.ts';

const whats: Record<string, string> = { json: 'body', query: 'query', header: 'header', param: 'address' };

/** @param target what of the request was looked at. @throws HttpProblem `invalid`, naming everything that is wrong */
export function refuseFlaws(target: string, error: z.core.$ZodError): never {
	throw new HttpProblem('invalid', `The ${whats[target] ?? target} is not as expected`, {}, flawsIn(error));
}
