CREATE TABLE "alerts" (
	"source" text NOT NULL,
	"key" text NOT NULL,
	"component" text NOT NULL,
	"words" text NOT NULL,
	"from_at" bigint NOT NULL,
	"until_at" bigint,
	"heard_at" bigint NOT NULL,
	CONSTRAINT "alerts_source_key_component_pk" PRIMARY KEY("source","key","component")
);
--> statement-breakpoint
CREATE INDEX "alerts_by_end" ON "alerts" USING btree ("until_at");