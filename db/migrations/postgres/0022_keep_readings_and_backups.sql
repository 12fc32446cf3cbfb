CREATE TABLE "backups" (
	"id" text PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"place" text NOT NULL,
	"bytes" bigint
);
--> statement-breakpoint
CREATE TABLE "content_readings" (
	"node" text PRIMARY KEY NOT NULL,
	"publication" bigint NOT NULL,
	"at" bigint NOT NULL,
	"mistakes" text
);
