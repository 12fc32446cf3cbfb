CREATE TABLE "draft_notes" (
	"id" text PRIMARY KEY NOT NULL,
	"document" text NOT NULL,
	"version" bigint NOT NULL,
	"kind" text NOT NULL,
	"clause" text,
	"body" text NOT NULL,
	"at" bigint NOT NULL,
	"author" text NOT NULL,
	"author_id" text
);
--> statement-breakpoint
CREATE TABLE "revision_drafts" (
	"document" text NOT NULL,
	"version" bigint NOT NULL,
	"started_from" bigint NOT NULL,
	"follows" bigint NOT NULL,
	"at" bigint NOT NULL,
	"author" text NOT NULL,
	"author_id" text,
	"texts" text NOT NULL,
	CONSTRAINT "revision_drafts_document_version_pk" PRIMARY KEY("document","version")
);
--> statement-breakpoint
CREATE INDEX "draft_notes_by_document" ON "draft_notes" USING btree ("document","at");