CREATE TABLE `frozen_months` (
	`document` text NOT NULL,
	`month` text NOT NULL,
	`figures` text NOT NULL,
	`sha256` text NOT NULL,
	`basis` text NOT NULL,
	`frozen_at` integer NOT NULL,
	`checked` integer NOT NULL,
	PRIMARY KEY(`document`, `month`)
);
--> statement-breakpoint
CREATE TABLE `report_corrections` (
	`document` text NOT NULL,
	`month` text NOT NULL,
	`position` integer NOT NULL,
	`at` integer NOT NULL,
	`changes` text NOT NULL,
	PRIMARY KEY(`document`, `month`, `position`)
);
--> statement-breakpoint
CREATE TABLE `ticket_recordings` (
	`reference` text NOT NULL,
	`recorded_at` integer NOT NULL,
	`ticket` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `ticket_recordings_in_order` ON `ticket_recordings` (`reference`,`recorded_at`);--> statement-breakpoint
CREATE TABLE `tickets` (
	`number` integer PRIMARY KEY NOT NULL,
	`reference` text NOT NULL,
	`document` text NOT NULL,
	`plan` text NOT NULL,
	`criticality` text NOT NULL,
	`received_at` integer NOT NULL,
	`first_response_at` integer,
	`accepted_at` integer,
	`solved_at` integer,
	`cause` text,
	`justification` text,
	`recorded_at` integer NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tickets_reference_unique` ON `tickets` (`reference`);--> statement-breakpoint
CREATE INDEX `tickets_by_receipt` ON `tickets` (`document`,`received_at`);--> statement-breakpoint
CREATE INDEX `tickets_by_acceptance` ON `tickets` (`document`,`accepted_at`);