CREATE TABLE `departed_addresses` (
	`sha256` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
DROP INDEX `deliveries_by_state`;--> statement-breakpoint
DROP INDEX `deliveries_once`;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `source` text;--> statement-breakpoint
UPDATE `deliveries` SET `source` = 'publication/' || `number` WHERE `number` IS NOT NULL;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `lane` text DEFAULT 'web' NOT NULL;--> statement-breakpoint
CREATE INDEX `deliveries_by_turn` ON `deliveries` (`state`,`lane`,`attempts`,`due_at`);--> statement-breakpoint
CREATE INDEX `deliveries_by_end` ON `deliveries` (`ended_at`);--> statement-breakpoint
CREATE INDEX `deliveries_by_state` ON `deliveries` (`state`,`lane`,`due_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_once` ON `deliveries` (`source`,`subscriber_id`);--> statement-breakpoint
ALTER TABLE `reminders` ADD `after` text;--> statement-breakpoint
CREATE INDEX `reminders_that_wait` ON `reminders` (`after`);--> statement-breakpoint
ALTER TABLE `subscribers` ADD `subject` text;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `turns_only` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `language` text;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `quarantined_at` integer;--> statement-breakpoint
CREATE INDEX `subscribers_by_address` ON `subscribers` (`address`);