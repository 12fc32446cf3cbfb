CREATE TABLE "log_keys" (
	"public_key" text PRIMARY KEY NOT NULL,
	"from_at" bigint NOT NULL,
	"until_at" bigint
);
--> statement-breakpoint
CREATE TABLE "log_tiles" (
	"level" bigint NOT NULL,
	"tile" bigint NOT NULL,
	"hashes" text NOT NULL,
	"root" text NOT NULL,
	CONSTRAINT "log_tiles_level_tile_pk" PRIMARY KEY("level","tile")
);
--> statement-breakpoint
CREATE TABLE "log_witnesses" (
	"key" text PRIMARY KEY NOT NULL,
	"size" bigint NOT NULL,
	"line" text,
	"seen_at" bigint,
	"failed_since" bigint,
	"failure" text
);
--> statement-breakpoint
CREATE INDEX "ledger_by_subject" ON "ledger" USING btree ("subject","number");--> statement-breakpoint
CREATE INDEX "ticket_recordings_by_time" ON "ticket_recordings" USING btree ("recorded_at");