CREATE TABLE "coverage" (
	"component" text NOT NULL,
	"source" text NOT NULL,
	"from_at" bigint NOT NULL,
	"until_at" bigint NOT NULL,
	CONSTRAINT "coverage_component_source_from_at_pk" PRIMARY KEY("component","source","from_at")
);
--> statement-breakpoint
CREATE TABLE "frozen_months" (
	"document" text NOT NULL,
	"month" text NOT NULL,
	"figures" text NOT NULL,
	"sha256" text NOT NULL,
	"basis" text NOT NULL,
	"frozen_at" bigint NOT NULL,
	"checked" bigint NOT NULL,
	CONSTRAINT "frozen_months_document_month_pk" PRIMARY KEY("document","month")
);
--> statement-breakpoint
CREATE TABLE "heartbeat" (
	"id" bigint PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"purpose" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "imported_components" (
	"slug" text PRIMARY KEY NOT NULL,
	"external_id" text NOT NULL,
	"page" text NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"position" bigint NOT NULL,
	CONSTRAINT "imported_components_external_id_unique" UNIQUE("external_id")
);
--> statement-breakpoint
CREATE TABLE "incident_updates" (
	"id" text PRIMARY KEY NOT NULL,
	"incident_id" text NOT NULL,
	"position" bigint NOT NULL,
	"status" text NOT NULL,
	"body" text NOT NULL,
	"happened_at" bigint NOT NULL,
	"published_at" bigint NOT NULL,
	"amended" text NOT NULL,
	"next_update_at" bigint,
	"edits" text DEFAULT '[]' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" text PRIMARY KEY NOT NULL,
	"external_id" text,
	"number" bigint NOT NULL,
	"title" text NOT NULL,
	"status" text NOT NULL,
	"impact" text NOT NULL,
	"criticality" text,
	"cause" text,
	"detected_at" bigint,
	"accepted_at" bigint,
	"started_at" bigint NOT NULL,
	"published_at" bigint NOT NULL,
	"resolved_at" bigint,
	"justification" text,
	"justified_at" bigint,
	"next_update_at" bigint,
	"retraction" text,
	"earlier_outcomes" text DEFAULT '[]' NOT NULL,
	CONSTRAINT "incidents_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "known_components" (
	"slug" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"group" text NOT NULL,
	"name" text NOT NULL,
	"depends_on" text NOT NULL,
	"left_at" bigint
);
--> statement-breakpoint
CREATE TABLE "ledger" (
	"number" bigint PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"data" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	"reach" bigint
);
--> statement-breakpoint
CREATE TABLE "ledger_texts" (
	"number" bigint NOT NULL,
	"pointer" text NOT NULL,
	"salt" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "ledger_texts_number_pointer_pk" PRIMARY KEY("number","pointer")
);
--> statement-breakpoint
CREATE TABLE "maintenance_series" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"components" text NOT NULL,
	"rrule" text NOT NULL,
	"zone" text NOT NULL,
	"first_start" bigint NOT NULL,
	"duration_millis" bigint NOT NULL,
	"exceptions" text NOT NULL,
	"automatic" bigint NOT NULL,
	"published_at" bigint NOT NULL,
	"ended_at" bigint
);
--> statement-breakpoint
CREATE TABLE "maintenance_updates" (
	"id" text PRIMARY KEY NOT NULL,
	"maintenance_id" text NOT NULL,
	"position" bigint NOT NULL,
	"status" text NOT NULL,
	"body" text NOT NULL,
	"happened_at" bigint NOT NULL,
	"published_at" bigint NOT NULL,
	"amended" text NOT NULL,
	"edits" text DEFAULT '[]' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "maintenances" (
	"id" text PRIMARY KEY NOT NULL,
	"external_id" text,
	"number" bigint NOT NULL,
	"title" text NOT NULL,
	"status" text NOT NULL,
	"components" text NOT NULL,
	"planned_start" bigint NOT NULL,
	"planned_end" bigint NOT NULL,
	"started_at" bigint,
	"ended_at" bigint,
	"published_at" bigint NOT NULL,
	"automatic" bigint DEFAULT 0 NOT NULL,
	"series_id" text,
	"occurrence" bigint,
	"retraction" text,
	CONSTRAINT "maintenances_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "observations" (
	"id" text PRIMARY KEY NOT NULL,
	"component" text NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"status" text NOT NULL,
	"sets" bigint NOT NULL,
	"detail" text,
	"from_at" bigint NOT NULL,
	"until_at" bigint,
	"dismissed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "overrides" (
	"id" text PRIMARY KEY NOT NULL,
	"component" text NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"from_at" bigint NOT NULL,
	"until_at" bigint
);
--> statement-breakpoint
CREATE TABLE "partner_readings" (
	"component" text PRIMARY KEY NOT NULL,
	"etag" text,
	"read_at" bigint,
	"status" text,
	"failed_since" bigint,
	"failure" text
);
--> statement-breakpoint
CREATE TABLE "receipts" (
	"token_id" text NOT NULL,
	"key" text NOT NULL,
	"request_sha256" text NOT NULL,
	"publication" bigint NOT NULL,
	"at" bigint NOT NULL,
	"answer" text,
	CONSTRAINT "receipts_token_id_key_pk" PRIMARY KEY("token_id","key")
);
--> statement-breakpoint
CREATE TABLE "redactions" (
	"subject" text NOT NULL,
	"at" bigint NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reminders" (
	"maintenance_id" text NOT NULL,
	"planned_start" bigint NOT NULL,
	"before_millis" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"recorded_at" bigint NOT NULL,
	CONSTRAINT "reminders_maintenance_id_planned_start_before_millis_pk" PRIMARY KEY("maintenance_id","planned_start","before_millis")
);
--> statement-breakpoint
CREATE TABLE "report_corrections" (
	"document" text NOT NULL,
	"month" text NOT NULL,
	"position" bigint NOT NULL,
	"at" bigint NOT NULL,
	"changes" text NOT NULL,
	CONSTRAINT "report_corrections_document_month_position_pk" PRIMARY KEY("document","month","position")
);
--> statement-breakpoint
CREATE TABLE "revision_texts" (
	"document" text NOT NULL,
	"number" bigint NOT NULL,
	"language" text NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"source" text NOT NULL,
	"sha256" text NOT NULL,
	CONSTRAINT "revision_texts_document_number_language_pk" PRIMARY KEY("document","number","language")
);
--> statement-breakpoint
CREATE TABLE "revisions" (
	"document" text NOT NULL,
	"number" bigint NOT NULL,
	"authentic" text NOT NULL,
	"editorial" bigint NOT NULL,
	"terms" text NOT NULL,
	"published_at" bigint NOT NULL,
	"published_by" text NOT NULL,
	CONSTRAINT "revisions_document_number_pk" PRIMARY KEY("document","number")
);
--> statement-breakpoint
CREATE TABLE "sample_rollups" (
	"component" text NOT NULL,
	"monitor" text NOT NULL,
	"unit" text NOT NULL,
	"start_at" bigint NOT NULL,
	"count" bigint NOT NULL,
	"failed" bigint NOT NULL,
	"times" text NOT NULL,
	CONSTRAINT "sample_rollups_component_unit_start_at_monitor_pk" PRIMARY KEY("component","unit","start_at","monitor")
);
--> statement-breakpoint
CREATE TABLE "samples" (
	"component" text NOT NULL,
	"monitor" text NOT NULL,
	"at" bigint NOT NULL,
	"ok" bigint NOT NULL,
	"response_millis" bigint,
	"detail" text,
	"failing" bigint NOT NULL,
	CONSTRAINT "samples_component_monitor_at_pk" PRIMARY KEY("component","monitor","at")
);
--> statement-breakpoint
CREATE TABLE "status_changes" (
	"incident_id" text NOT NULL,
	"position" bigint NOT NULL,
	"component" text NOT NULL,
	"status" text NOT NULL,
	"at" bigint NOT NULL,
	"update_id" text,
	CONSTRAINT "status_changes_incident_id_position_pk" PRIMARY KEY("incident_id","position")
);
--> statement-breakpoint
CREATE TABLE "ticket_recordings" (
	"reference" text NOT NULL,
	"recorded_at" bigint NOT NULL,
	"ticket" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tickets" (
	"number" bigint PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"document" text NOT NULL,
	"plan" text NOT NULL,
	"criticality" text NOT NULL,
	"received_at" bigint NOT NULL,
	"first_response_at" bigint,
	"accepted_at" bigint,
	"solved_at" bigint,
	"cause" text,
	"justification" text,
	"recorded_at" bigint NOT NULL,
	"changed_at" bigint NOT NULL,
	CONSTRAINT "tickets_reference_unique" UNIQUE("reference")
);
--> statement-breakpoint
CREATE TABLE "token_expiries" (
	"token_id" text PRIMARY KEY NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"scopes" text NOT NULL,
	"sha256" text NOT NULL,
	"created_at" bigint NOT NULL,
	"revoked_at" bigint,
	CONSTRAINT "tokens_sha256_unique" UNIQUE("sha256")
);
--> statement-breakpoint
ALTER TABLE "incident_updates" ADD CONSTRAINT "incident_updates_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_texts" ADD CONSTRAINT "ledger_texts_number_ledger_number_fk" FOREIGN KEY ("number") REFERENCES "public"."ledger"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenance_updates" ADD CONSTRAINT "maintenance_updates_maintenance_id_maintenances_id_fk" FOREIGN KEY ("maintenance_id") REFERENCES "public"."maintenances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_maintenance_id_maintenances_id_fk" FOREIGN KEY ("maintenance_id") REFERENCES "public"."maintenances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "status_changes" ADD CONSTRAINT "status_changes_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "status_changes" ADD CONSTRAINT "status_changes_update_id_incident_updates_id_fk" FOREIGN KEY ("update_id") REFERENCES "public"."incident_updates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "coverage_by_end" ON "coverage" USING btree ("until_at");--> statement-breakpoint
CREATE UNIQUE INDEX "incident_updates_in_order" ON "incident_updates" USING btree ("incident_id","position");--> statement-breakpoint
CREATE INDEX "incidents_by_span" ON "incidents" USING btree ("resolved_at","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "maintenance_updates_in_order" ON "maintenance_updates" USING btree ("maintenance_id","position");--> statement-breakpoint
CREATE INDEX "maintenances_by_plan" ON "maintenances" USING btree ("planned_start");--> statement-breakpoint
CREATE INDEX "maintenances_by_end" ON "maintenances" USING btree ("ended_at");--> statement-breakpoint
CREATE INDEX "observations_by_span" ON "observations" USING btree ("until_at","from_at");--> statement-breakpoint
CREATE INDEX "observations_by_source" ON "observations" USING btree ("component","source","from_at");--> statement-breakpoint
CREATE INDEX "overrides_by_span" ON "overrides" USING btree ("until_at","from_at");--> statement-breakpoint
CREATE INDEX "redactions_by_subject" ON "redactions" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "samples_by_age" ON "samples" USING btree ("at");--> statement-breakpoint
CREATE INDEX "ticket_recordings_in_order" ON "ticket_recordings" USING btree ("reference","recorded_at");--> statement-breakpoint
CREATE INDEX "tickets_by_receipt" ON "tickets" USING btree ("document","received_at");--> statement-breakpoint
CREATE INDEX "tickets_by_acceptance" ON "tickets" USING btree ("document","accepted_at");