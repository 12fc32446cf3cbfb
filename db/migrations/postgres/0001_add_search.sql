CREATE TABLE "search" (
	"number" bigint PRIMARY KEY NOT NULL,
	"words" tsvector NOT NULL
);
--> statement-breakpoint
CREATE INDEX "search_by_words" ON "search" USING gin ("words");
