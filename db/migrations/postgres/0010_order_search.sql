-- Filled anew at the next start.
DROP TABLE "search";
--> statement-breakpoint
CREATE TABLE "search" (
	"number" bigint PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"words" tsvector NOT NULL
);
--> statement-breakpoint
CREATE INDEX "search_by_words" ON "search" USING gin ("words");
--> statement-breakpoint
CREATE INDEX "search_by_instant" ON "search" ("at");
