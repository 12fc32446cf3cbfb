CREATE TABLE `backups` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`place` text NOT NULL,
	`bytes` integer
);
--> statement-breakpoint
CREATE TABLE `content_readings` (
	`node` text PRIMARY KEY NOT NULL,
	`publication` integer NOT NULL,
	`at` integer NOT NULL,
	`mistakes` text
);
