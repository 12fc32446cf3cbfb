CREATE TABLE `known_components` (
	`slug` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`group` text NOT NULL,
	`name` text NOT NULL,
	`depends_on` text NOT NULL,
	`left_at` integer
);

--> statement-breakpoint
-- What has left before this was kept is known by its slug alone. The start that follows names those that are there.
INSERT INTO `known_components`
SELECT `component`, 'system', '', json_object('en', `component`), '[]', max(`at`) FROM (
	SELECT `component`, `at` FROM `status_changes`
	UNION ALL SELECT `component`, `from_at` FROM `overrides`
	UNION ALL SELECT json_each.value, `planned_start` FROM `maintenances`, json_each(`components`)
)
WHERE `component` NOT IN (SELECT `slug` FROM `imported_components`)
GROUP BY `component`;
