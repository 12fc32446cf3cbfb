import { z } from 'zod';
import { SECOND } from '../../domain/instant.ts';
import type { AlertMessage } from '../../domain/watch/alert.ts';
import { ignoring, meant, told } from './common.ts';

/** As UptimeRobot counts them; 3 is a certificate that ends soon. */
const DOWN = '1';
const UP = '2';

const Value = z.union([z.string(), z.number()], 'Expected a text or a number').transform(String);

/** An alert contact of UptimeRobot: webhook, as JSON, with the names that it gives its variables. */
export const UptimeRobotMessage = z
	.object({
		monitorID: Value.meta({ example: '777712827' }),
		monitorURL: z.string().nullish(),
		monitorFriendlyName: z.string(),
		alertType: Value.meta({ description: '1 for down, 2 for up.', example: '1' }),
		alertDetails: z.string().nullish(),
		alertDateTime: Value.nullish().meta({ description: 'In seconds.', example: '1780000000' }),
	})
	.transform(messageOf)
	.meta({ id: 'UptimeRobotMessage' });

interface Written {
	monitorID: string;
	monitorURL?: string | null | undefined;
	monitorFriendlyName: string;
	alertType: string;
	alertDetails?: string | null | undefined;
	alertDateTime?: string | null | undefined;
}

function messageOf(message: Written): AlertMessage {
	const {
		monitorID: id,
		monitorURL: url,
		monitorFriendlyName: title,
		alertType,
		alertDetails,
		alertDateTime,
	} = message;
	if (alertType !== DOWN && alertType !== UP) return ignoring(title, 'It says neither that the monitor is up nor down');
	const at = meant(Number(alertDateTime ?? Number.NaN) * SECOND);
	const labels = { monitor: title, monitor_id: id, ...(url != null && { url }) };
	const alert = { pointer: '', id, firing: alertType === DOWN, title, detail: alertDetails ?? '', labels };
	return { told: [told({ ...alert, startedAt: null, at })], ignored: [] };
}
