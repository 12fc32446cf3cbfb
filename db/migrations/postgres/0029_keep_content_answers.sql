CREATE TABLE "content_answers" (
	"node" text NOT NULL,
	"publication" bigint NOT NULL,
	"at" bigint NOT NULL,
	"seen_at" bigint NOT NULL,
	"stopped_at" bigint,
	"mistakes" text,
	"changes" text NOT NULL,
	"remarks" text NOT NULL,
	CONSTRAINT "content_answers_node_publication_pk" PRIMARY KEY("node","publication")
);
