CREATE TABLE `draft_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`document` text NOT NULL,
	`version` integer NOT NULL,
	`kind` text NOT NULL,
	`clause` text,
	`body` text NOT NULL,
	`at` integer NOT NULL,
	`author` text NOT NULL,
	`author_id` text
);
--> statement-breakpoint
CREATE INDEX `draft_notes_by_document` ON `draft_notes` (`document`,`at`);--> statement-breakpoint
CREATE TABLE `revision_drafts` (
	`document` text NOT NULL,
	`version` integer NOT NULL,
	`started_from` integer NOT NULL,
	`follows` integer NOT NULL,
	`at` integer NOT NULL,
	`author` text NOT NULL,
	`author_id` text,
	`texts` text NOT NULL,
	PRIMARY KEY(`document`, `version`)
);
