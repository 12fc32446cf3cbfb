CREATE TABLE `coverage` (
	`component` text NOT NULL,
	`source` text NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer NOT NULL,
	PRIMARY KEY(`component`, `source`, `from_at`)
);
--> statement-breakpoint
CREATE INDEX `coverage_by_end` ON `coverage` (`until_at`);--> statement-breakpoint
CREATE TABLE `maintenance_series` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`components` text NOT NULL,
	`rrule` text NOT NULL,
	`zone` text NOT NULL,
	`first_start` integer NOT NULL,
	`duration_millis` integer NOT NULL,
	`exceptions` text NOT NULL,
	`automatic` integer NOT NULL,
	`published_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE TABLE `observations` (
	`id` text PRIMARY KEY NOT NULL,
	`component` text NOT NULL,
	`kind` text NOT NULL,
	`source` text NOT NULL,
	`status` text NOT NULL,
	`sets` integer NOT NULL,
	`detail` text,
	`from_at` integer NOT NULL,
	`until_at` integer,
	`dismissed_at` integer
);
--> statement-breakpoint
CREATE INDEX `observations_by_span` ON `observations` (`until_at`,`from_at`);--> statement-breakpoint
CREATE INDEX `observations_by_source` ON `observations` (`component`,`source`,`from_at`);--> statement-breakpoint
CREATE TABLE `partner_readings` (
	`component` text PRIMARY KEY NOT NULL,
	`etag` text,
	`read_at` integer,
	`status` text,
	`failed_since` integer,
	`failure` text
);
--> statement-breakpoint
CREATE TABLE `reminders` (
	`maintenance_id` text NOT NULL,
	`planned_start` integer NOT NULL,
	`before_millis` integer NOT NULL,
	`due_at` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	PRIMARY KEY(`maintenance_id`, `planned_start`, `before_millis`),
	FOREIGN KEY (`maintenance_id`) REFERENCES `maintenances`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `sample_rollups` (
	`component` text NOT NULL,
	`monitor` text NOT NULL,
	`unit` text NOT NULL,
	`start_at` integer NOT NULL,
	`count` integer NOT NULL,
	`failed` integer NOT NULL,
	`times` text NOT NULL,
	PRIMARY KEY(`component`, `unit`, `start_at`, `monitor`)
);
--> statement-breakpoint
CREATE TABLE `samples` (
	`component` text NOT NULL,
	`monitor` text NOT NULL,
	`at` integer NOT NULL,
	`ok` integer NOT NULL,
	`response_millis` integer,
	`detail` text,
	`failing` integer NOT NULL,
	PRIMARY KEY(`component`, `monitor`, `at`)
);
--> statement-breakpoint
CREATE INDEX `samples_by_age` ON `samples` (`at`);--> statement-breakpoint
ALTER TABLE `maintenances` ADD `automatic` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `maintenances` ADD `series_id` text;--> statement-breakpoint
ALTER TABLE `maintenances` ADD `occurrence` integer;--> statement-breakpoint
CREATE VIRTUAL TABLE `search` USING fts5(`words`, tokenize = "unicode61 remove_diacritics 2");
