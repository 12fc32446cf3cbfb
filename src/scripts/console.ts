// Everything here is an extra: each screen of the console works without it.
import { keepDraft } from './drafting.ts';
import { keepDrafts } from './drafts.ts';
import { heedKeys } from './keys.ts';
import { followNeeds } from './needs.ts';
import { usePasskeys } from './passkeys.ts';
import { readFiles } from './read-files.ts';
import { sayAtOnce } from './say-at-once.ts';
import { sendOnce } from './send-once.ts';
import { followClock } from './site-clock.ts';
import { showUnfolded } from './unfold.ts';

keepDrafts();
keepDraft();
heedKeys();
sendOnce();
followNeeds();
readFiles();
sayAtOnce();
usePasskeys();
followClock();
showUnfolded();
