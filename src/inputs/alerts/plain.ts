import { z } from 'zod';
import { isVisible } from '../../domain/text.ts';
import { Slug } from '../fields.ts';
import { idOfLabels, Labels, told } from './common.ts';

/** Our own form, for whatever has none of the others. */
export const PlainAlert = z
	.strictObject({
		title: z.string().refine(isVisible, 'Expected a text that is not empty'),
		status: z.enum(['firing', 'resolved']),
		component: Slug.nullable().default(null).meta({ description: 'In place of labels.', example: 'api' }),
		labels: Labels.default({}).meta({ example: { service: 'api' } }),
		detail: z.string().default(''),
		id: z.string().min(1).optional().meta({
			description: 'The same each time that it is told; unless given, title, component and labels are.',
		}),
	})
	.transform(({ id, title, status, component, labels, detail }) => {
		const alert = {
			pointer: '',
			id: id ?? idOfLabels(labels, title, component),
			firing: status === 'firing',
			title,
			detail,
		};
		return { told: [told({ ...alert, component, labels, startedAt: null, at: null })], ignored: [] };
	})
	.meta({ id: 'PlainAlert', example: { title: 'The queue is full', status: 'firing', component: 'api' } });
