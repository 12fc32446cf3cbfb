CREATE TABLE `ledger_texts` (
	`number` integer NOT NULL,
	`pointer` text NOT NULL,
	`salt` text NOT NULL,
	`text` text NOT NULL,
	PRIMARY KEY(`number`, `pointer`),
	FOREIGN KEY (`number`) REFERENCES `ledger`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `redactions` (
	`subject` text NOT NULL,
	`at` integer NOT NULL,
	`reason` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `redactions_by_subject` ON `redactions` (`subject`);