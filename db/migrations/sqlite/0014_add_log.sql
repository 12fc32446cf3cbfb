CREATE TABLE `log_keys` (
	`public_key` text PRIMARY KEY NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer
);
--> statement-breakpoint
CREATE TABLE `log_tiles` (
	`level` integer NOT NULL,
	`tile` integer NOT NULL,
	`hashes` text NOT NULL,
	`root` text NOT NULL,
	PRIMARY KEY(`level`, `tile`)
);
--> statement-breakpoint
CREATE TABLE `log_witnesses` (
	`key` text PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`line` text,
	`seen_at` integer,
	`failed_since` integer,
	`failure` text
);
--> statement-breakpoint
CREATE INDEX `ledger_by_subject` ON `ledger` (`subject`,`number`);--> statement-breakpoint
CREATE INDEX `ticket_recordings_by_time` ON `ticket_recordings` (`recorded_at`);