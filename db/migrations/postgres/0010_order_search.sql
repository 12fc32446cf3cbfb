-- Filled anew at the next start. A node of before writes no instant.
DROP TABLE "search";
--> statement-breakpoint
CREATE TABLE "search" (
	"number" bigint PRIMARY KEY NOT NULL,
	"at" bigint DEFAULT 0 NOT NULL,
	"words" tsvector NOT NULL
);
--> statement-breakpoint
CREATE INDEX "search_by_words" ON "search" USING gin ("words");
--> statement-breakpoint
CREATE INDEX "search_by_instant" ON "search" ("at");
