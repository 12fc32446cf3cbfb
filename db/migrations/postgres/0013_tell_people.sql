CREATE TABLE "departed_addresses" (
	"sha256" text PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
DROP INDEX "deliveries_by_state";--> statement-breakpoint
DROP INDEX "deliveries_once";--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "source" text;--> statement-breakpoint
UPDATE "deliveries" SET "source" = 'publication/' || "number" WHERE "number" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "lane" text DEFAULT 'web' NOT NULL;--> statement-breakpoint
ALTER TABLE "reminders" ADD COLUMN "after" text;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "subject" text;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "turns_only" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "subscribers" ADD COLUMN "quarantined_at" bigint;--> statement-breakpoint
CREATE INDEX "deliveries_by_turn" ON "deliveries" USING btree ("state","lane","attempts","due_at");--> statement-breakpoint
CREATE INDEX "deliveries_by_end" ON "deliveries" USING btree ("ended_at");--> statement-breakpoint
CREATE INDEX "reminders_that_wait" ON "reminders" USING btree ("after");--> statement-breakpoint
CREATE INDEX "subscribers_by_address" ON "subscribers" USING btree ("address");--> statement-breakpoint
CREATE INDEX "deliveries_by_state" ON "deliveries" USING btree ("state","lane","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_once" ON "deliveries" USING btree ("source","subscriber_id");