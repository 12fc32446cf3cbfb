DROP INDEX "incidents_by_judgement";--> statement-breakpoint
DROP INDEX "tickets_by_judgement";--> statement-breakpoint
CREATE INDEX "incident_updates_by_publication" ON "incident_updates" USING btree ("published_at");--> statement-breakpoint
CREATE INDEX "incidents_by_start" ON "incidents" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "incidents_by_origin" ON "incidents" USING btree ("external_id");--> statement-breakpoint
CREATE INDEX "incidents_by_judgement" ON "incidents" USING btree ("judge_at","accepted_at");--> statement-breakpoint
CREATE INDEX "tickets_by_judgement" ON "tickets" USING btree ("judge_at","received_at");