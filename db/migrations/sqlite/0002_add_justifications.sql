ALTER TABLE `incidents` ADD `justification` text;--> statement-breakpoint
ALTER TABLE `incidents` ADD `justified_at` integer;