import { generateRandomString } from 'better-auth/crypto';

const half = () => generateRandomString(5, 'a-z', '0-9');

/** Ten codes such as `k3j9x-0c2m1`, each with 51 bits of randomness. Lower case alone: people copy them from paper. */
export function newRecoveryCodes(): string[] {
	return Array.from({ length: 10 }, () => `${half()}-${half()}`);
}

/** Of somebody's codes, the one that is meant by what was typed: capitals, the dash and spaces are easily lost. Null for none. */
export function meantCode(typed: string, codes: readonly string[]): string | null {
	return codes.find((code) => lettersOf(code) === lettersOf(typed)) ?? null;
}

function lettersOf(code: string): string {
	return code.replaceAll(/[^a-z0-9]/gi, '').toLowerCase();
}
