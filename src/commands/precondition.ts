/**
 * Looks at what is stored, inside the transaction that changes it.
 *
 * @throws DomainError `precondition_failed` when it isn't what the author has seen (If-Match, RFC 9110 §13.1.1)
 */
export type Precondition<T> = (current: T) => void;
