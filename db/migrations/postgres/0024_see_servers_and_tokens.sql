ALTER TABLE "content_readings" ADD COLUMN "seen_at" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "content_readings" ADD COLUMN "changes" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "content_readings" ADD COLUMN "remarks" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "last_used_at" bigint;