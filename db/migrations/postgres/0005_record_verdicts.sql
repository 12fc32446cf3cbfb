CREATE TABLE "verdicts" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"of_id" text NOT NULL,
	"key" text NOT NULL,
	"position" bigint NOT NULL,
	"outcome" text NOT NULL,
	"deadline" bigint,
	"promise" text NOT NULL,
	"recorded_at" bigint NOT NULL,
	"publication" bigint NOT NULL,
	"reason" text,
	"at_upgrade" bigint DEFAULT 0 NOT NULL,
	"justified" bigint DEFAULT 0 NOT NULL,
	"withdrawn_at" bigint,
	"withdrawal" text
);
--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "proposed_at" bigint;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "delays" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "judge_at" bigint DEFAULT 0;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "public_id" text;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "judge_at" bigint DEFAULT 0;--> statement-breakpoint
CREATE UNIQUE INDEX "verdicts_in_order" ON "verdicts" USING btree ("kind","of_id","key","position");--> statement-breakpoint
CREATE INDEX "verdicts_by_outcome" ON "verdicts" USING btree ("outcome","justified","deadline");--> statement-breakpoint
CREATE INDEX "verdicts_by_withdrawal" ON "verdicts" USING btree ("withdrawn_at");--> statement-breakpoint
CREATE INDEX "incidents_by_judgement" ON "incidents" USING btree ("judge_at","accepted_at");--> statement-breakpoint
CREATE INDEX "tickets_by_judgement" ON "tickets" USING btree ("judge_at","received_at");--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_public_id_unique" UNIQUE("public_id");--> statement-breakpoint
UPDATE "incidents" SET "judge_at" = -1;--> statement-breakpoint
UPDATE "tickets" SET "judge_at" = -1, "public_id" = substr(replace(gen_random_uuid()::text, '-', ''), 1, 12);
