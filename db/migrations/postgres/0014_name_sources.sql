ALTER TABLE "deliveries" DROP COLUMN "number";--> statement-breakpoint
ALTER TABLE "deliveries" DROP COLUMN "claimed_until";