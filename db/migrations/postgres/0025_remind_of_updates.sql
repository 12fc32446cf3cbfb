ALTER TABLE "person_letters" ADD COLUMN "incident" text;--> statement-breakpoint
ALTER TABLE "person_letters" ADD COLUMN "update_due_at" bigint;