-- Filled anew at the next start.
DROP TABLE `search`;
--> statement-breakpoint
CREATE VIRTUAL TABLE `search` USING fts5(`words`, `tags`, `number` UNINDEXED, tokenize = "unicode61 remove_diacritics 2");
