DROP INDEX `incidents_by_judgement`;--> statement-breakpoint
CREATE INDEX `incidents_by_start` ON `incidents` (`started_at`);--> statement-breakpoint
CREATE INDEX `incidents_by_origin` ON `incidents` (`external_id`);--> statement-breakpoint
CREATE INDEX `incidents_by_judgement` ON `incidents` (`judge_at`,`accepted_at`);--> statement-breakpoint
DROP INDEX `tickets_by_judgement`;--> statement-breakpoint
CREATE INDEX `tickets_by_judgement` ON `tickets` (`judge_at`,`received_at`);--> statement-breakpoint
CREATE INDEX `incident_updates_by_publication` ON `incident_updates` (`published_at`);