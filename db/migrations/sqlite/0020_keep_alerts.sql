CREATE TABLE `alerts` (
	`source` text NOT NULL,
	`key` text NOT NULL,
	`component` text NOT NULL,
	`words` text NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer,
	`heard_at` integer NOT NULL,
	PRIMARY KEY(`source`, `key`, `component`)
);
--> statement-breakpoint
CREATE INDEX `alerts_by_end` ON `alerts` (`until_at`);