CREATE TABLE `imported_figures` (
	`component` text NOT NULL,
	`unit` text NOT NULL,
	`start_at` integer NOT NULL,
	`end_at` integer NOT NULL,
	`source` text NOT NULL,
	`count` integer NOT NULL,
	`failed` integer NOT NULL,
	`response_millis` integer,
	`p95_millis` integer,
	`imported_at` integer NOT NULL,
	PRIMARY KEY(`component`, `start_at`, `unit`)
);
