// Everything here is an extra: each page says all that it has to say without it.
import { followSite } from './live.ts';
import { offerLanguage } from './offer.ts';
import { copyAddresses } from './receipts.ts';
import { offerTimes } from './times.ts';

offerLanguage();
offerTimes();
copyAddresses();
if (document.body.hasAttribute('data-live')) followSite();
