import type { z } from 'zod';
import type { AlertKind, AlertMessage } from '../../domain/watch/alert.ts';
import { AlertmanagerMessage, GrafanaMessage } from './alertmanager.ts';
import { DatadogMessage } from './datadog.ts';
import { PagerDutyMessage } from './pagerduty.ts';
import { PlainAlert } from './plain.ts';
import { UptimeKumaMessage } from './uptime-kuma.ts';
import { UptimeRobotMessage } from './uptimerobot.ts';

/** What each kind of source sends. */
export const alertMessages: Record<AlertKind, z.ZodType<AlertMessage>> = {
	alertmanager: AlertmanagerMessage,
	grafana: GrafanaMessage,
	pagerduty: PagerDutyMessage,
	datadog: DatadogMessage,
	uptime_kuma: UptimeKumaMessage,
	uptimerobot: UptimeRobotMessage,
	plain: PlainAlert,
};
