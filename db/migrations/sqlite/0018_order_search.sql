-- Filled anew at the next start. Words are written as they are looked up, and a tag has a sign that no word has.
DROP TABLE `search`;
--> statement-breakpoint
CREATE VIRTUAL TABLE `search` USING fts5(`words`, `tags`, `number` UNINDEXED, tokenize = "unicode61 remove_diacritics 2 tokenchars '#'", prefix = '1 2 3');
--> statement-breakpoint
CREATE VIRTUAL TABLE `search_terms` USING fts5vocab(`search`, 'instance');
