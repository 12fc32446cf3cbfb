CREATE TABLE `identities` (
	`purpose` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
