CREATE TABLE `imported_components` (
	`slug` text PRIMARY KEY NOT NULL,
	`external_id` text NOT NULL,
	`page` text NOT NULL,
	`name` text NOT NULL,
	`description` text,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `imported_components_external_id_unique` ON `imported_components` (`external_id`);--> statement-breakpoint
CREATE TABLE `incident_updates` (
	`id` text PRIMARY KEY NOT NULL,
	`incident_id` text NOT NULL,
	`position` integer NOT NULL,
	`status` text NOT NULL,
	`body` text NOT NULL,
	`happened_at` integer NOT NULL,
	`published_at` integer NOT NULL,
	`amended` text NOT NULL,
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `incident_updates_in_order` ON `incident_updates` (`incident_id`,`position`);--> statement-breakpoint
CREATE TABLE `incidents` (
	`id` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`title` text NOT NULL,
	`status` text NOT NULL,
	`impact` text NOT NULL,
	`criticality` text,
	`cause` text,
	`detected_at` integer,
	`accepted_at` integer,
	`started_at` integer NOT NULL,
	`published_at` integer NOT NULL,
	`resolved_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `incidents_number_unique` ON `incidents` (`number`);--> statement-breakpoint
CREATE INDEX `incidents_by_span` ON `incidents` (`resolved_at`,`started_at`);--> statement-breakpoint
CREATE TABLE `ledger` (
	`number` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`data` text NOT NULL,
	`previous_hash` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `maintenance_updates` (
	`id` text PRIMARY KEY NOT NULL,
	`maintenance_id` text NOT NULL,
	`position` integer NOT NULL,
	`status` text NOT NULL,
	`body` text NOT NULL,
	`happened_at` integer NOT NULL,
	`published_at` integer NOT NULL,
	`amended` text NOT NULL,
	FOREIGN KEY (`maintenance_id`) REFERENCES `maintenances`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `maintenance_updates_in_order` ON `maintenance_updates` (`maintenance_id`,`position`);--> statement-breakpoint
CREATE TABLE `maintenances` (
	`id` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`title` text NOT NULL,
	`status` text NOT NULL,
	`components` text NOT NULL,
	`planned_start` integer NOT NULL,
	`planned_end` integer NOT NULL,
	`started_at` integer,
	`ended_at` integer,
	`published_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `maintenances_number_unique` ON `maintenances` (`number`);--> statement-breakpoint
CREATE INDEX `maintenances_by_plan` ON `maintenances` (`planned_start`);--> statement-breakpoint
CREATE INDEX `maintenances_by_end` ON `maintenances` (`ended_at`);--> statement-breakpoint
CREATE TABLE `overrides` (
	`id` text PRIMARY KEY NOT NULL,
	`component` text NOT NULL,
	`status` text NOT NULL,
	`reason` text,
	`from_at` integer NOT NULL,
	`until_at` integer
);
--> statement-breakpoint
CREATE INDEX `overrides_by_span` ON `overrides` (`until_at`,`from_at`);--> statement-breakpoint
CREATE TABLE `receipts` (
	`token_id` text NOT NULL,
	`key` text NOT NULL,
	`request_sha256` text NOT NULL,
	`publication` integer NOT NULL,
	`at` integer NOT NULL,
	`answer` text,
	PRIMARY KEY(`token_id`, `key`)
);
--> statement-breakpoint
CREATE TABLE `revision_texts` (
	`document` text NOT NULL,
	`number` integer NOT NULL,
	`language` text NOT NULL,
	`title` text NOT NULL,
	`summary` text NOT NULL,
	`source` text NOT NULL,
	`sha256` text NOT NULL,
	PRIMARY KEY(`document`, `number`, `language`)
);
--> statement-breakpoint
CREATE TABLE `revisions` (
	`document` text NOT NULL,
	`number` integer NOT NULL,
	`authentic` text NOT NULL,
	`editorial` integer NOT NULL,
	`terms` text NOT NULL,
	`published_at` integer NOT NULL,
	`published_by` text NOT NULL,
	PRIMARY KEY(`document`, `number`)
);
--> statement-breakpoint
CREATE TABLE `status_changes` (
	`incident_id` text NOT NULL,
	`position` integer NOT NULL,
	`component` text NOT NULL,
	`status` text NOT NULL,
	`at` integer NOT NULL,
	`update_id` text,
	PRIMARY KEY(`incident_id`, `position`),
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`update_id`) REFERENCES `incident_updates`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`scopes` text NOT NULL,
	`sha256` text NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tokens_sha256_unique` ON `tokens` (`sha256`);