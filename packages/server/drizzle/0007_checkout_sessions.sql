ALTER TABLE "checkouts" ADD COLUMN "session" text;--> statement-breakpoint
ALTER TABLE "checkouts" ADD COLUMN "attempt" integer DEFAULT 1 NOT NULL;