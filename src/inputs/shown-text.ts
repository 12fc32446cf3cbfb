import { z } from 'zod';
import { BodyInput, LongBodyInput, ReasonInput } from './text.ts';

/** What somebody looks at before it is published. How long it may be, each act says when it is done. */
export const NewTextShown = z.strictObject({ body: LongBodyInput.optional(), reason: BodyInput.optional() });
/** The same of a reason that is read without Markdown. */
export const NewReasonShown = z.strictObject({ body: LongBodyInput.optional(), reason: ReasonInput.optional() });
