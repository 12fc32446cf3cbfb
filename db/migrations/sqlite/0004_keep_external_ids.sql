ALTER TABLE `incidents` ADD `external_id` text;--> statement-breakpoint
ALTER TABLE `maintenances` ADD `external_id` text;