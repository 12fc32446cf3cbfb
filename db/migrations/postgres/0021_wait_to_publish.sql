CREATE TABLE "waiting_posts" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"about" text NOT NULL,
	"input" text NOT NULL,
	"by" text NOT NULL,
	"approved_by" text,
	"needs_approval" bigint NOT NULL,
	"seen" text,
	"held_at" bigint NOT NULL,
	"publish_at" bigint,
	"state" text NOT NULL,
	"ended_at" bigint,
	"refusal" text,
	"subject" text
);
--> statement-breakpoint
CREATE INDEX "waiting_posts_by_state" ON "waiting_posts" USING btree ("state","held_at");