ALTER TABLE `person_letters` ADD `incident` text;--> statement-breakpoint
ALTER TABLE `person_letters` ADD `update_due_at` integer;