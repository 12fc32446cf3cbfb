CREATE TABLE `verdicts` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`of_id` text NOT NULL,
	`key` text NOT NULL,
	`position` integer NOT NULL,
	`outcome` text NOT NULL,
	`deadline` integer,
	`promise` text NOT NULL,
	`recorded_at` integer NOT NULL,
	`publication` integer NOT NULL,
	`reason` text,
	`at_upgrade` integer DEFAULT false NOT NULL,
	`justified` integer DEFAULT false NOT NULL,
	`withdrawn_at` integer,
	`withdrawal` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `verdicts_in_order` ON `verdicts` (`kind`,`of_id`,`key`,`position`);--> statement-breakpoint
CREATE INDEX `verdicts_by_outcome` ON `verdicts` (`outcome`,`justified`,`deadline`);--> statement-breakpoint
CREATE INDEX `verdicts_by_withdrawal` ON `verdicts` (`withdrawn_at`);--> statement-breakpoint
ALTER TABLE `incidents` ADD `proposed_at` integer;--> statement-breakpoint
ALTER TABLE `incidents` ADD `delays` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `incidents` ADD `judge_at` integer DEFAULT 0;--> statement-breakpoint
CREATE INDEX `incidents_by_judgement` ON `incidents` (`judge_at`,`accepted_at`);--> statement-breakpoint
ALTER TABLE `tickets` ADD `public_id` text;--> statement-breakpoint
ALTER TABLE `tickets` ADD `judge_at` integer DEFAULT 0;--> statement-breakpoint
CREATE UNIQUE INDEX `tickets_public_id_unique` ON `tickets` (`public_id`);--> statement-breakpoint
CREATE INDEX `tickets_by_judgement` ON `tickets` (`judge_at`,`received_at`);--> statement-breakpoint
UPDATE `incidents` SET `judge_at` = -1;--> statement-breakpoint
UPDATE `tickets` SET `judge_at` = -1, `public_id` = lower(hex(randomblob(6)));
