CREATE TABLE "imported_figures" (
	"component" text NOT NULL,
	"unit" text NOT NULL,
	"start_at" bigint NOT NULL,
	"end_at" bigint NOT NULL,
	"source" text NOT NULL,
	"count" bigint NOT NULL,
	"failed" bigint NOT NULL,
	"response_millis" bigint,
	"p95_millis" bigint,
	"imported_at" bigint NOT NULL,
	CONSTRAINT "imported_figures_component_start_at_unit_pk" PRIMARY KEY("component","start_at","unit")
);
