CREATE TABLE `content_answers` (
	`node` text NOT NULL,
	`publication` integer NOT NULL,
	`at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`stopped_at` integer,
	`mistakes` text,
	`changes` text NOT NULL,
	`remarks` text NOT NULL,
	PRIMARY KEY(`node`, `publication`)
);
