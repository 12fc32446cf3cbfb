CREATE TABLE `waiting_posts` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`about` text NOT NULL,
	`input` text NOT NULL,
	`by` text NOT NULL,
	`approved_by` text,
	`needs_approval` integer NOT NULL,
	`seen` text,
	`held_at` integer NOT NULL,
	`publish_at` integer,
	`state` text NOT NULL,
	`ended_at` integer,
	`refusal` text,
	`subject` text
);
--> statement-breakpoint
CREATE INDEX `waiting_posts_by_state` ON `waiting_posts` (`state`,`held_at`);