ALTER TABLE `incident_updates` ADD `next_update_at` integer;--> statement-breakpoint
ALTER TABLE `incident_updates` ADD `edits` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `incidents` ADD `next_update_at` integer;--> statement-breakpoint
ALTER TABLE `incidents` ADD `retraction` text;--> statement-breakpoint
ALTER TABLE `incidents` ADD `earlier_outcomes` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `maintenance_updates` ADD `edits` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `maintenances` ADD `retraction` text;