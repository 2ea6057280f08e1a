import { asRecord, asText, type Untrusted } from "./untrusted.ts";

/** How an exception was caught, as far as it says what the exception is. */
export type Mechanism = {
  /** Made up by an SDK to carry a stack: its type says nothing. */
  synthetic: boolean;
  /** Its place among exceptions that hold others, where the SDK says that. */
  id: number | null;
  parentId: number | null;
  isGroup: boolean;
  /** Of an NSError of Apple's systems. */
  nsError: { domain: string; code: number } | null;
};

/** Null where it says nothing of the kind. */
export function readMechanism(sent: unknown): Mechanism | null {
  const it = asRecord(sent);
  const mechanism = {
    synthetic: it.synthetic === true,
    id: asNumber(it.exception_id),
    parentId: asNumber(it.parent_id),
    isGroup: it.is_exception_group === true,
    nsError: readNsError(asRecord(asRecord(it.meta).ns_error)),
  };
  return mechanism.synthetic || mechanism.isGroup || mechanism.id !== null || mechanism.nsError ? mechanism : null;
}

function readNsError({ domain, code }: Untrusted): Mechanism["nsError"] {
  const [name, number] = [asText(domain, 256), asNumber(code)];
  return name === null || number === null ? null : { domain: name, code: number };
}

const asNumber = (value: unknown): number | null => (Number.isSafeInteger(value) ? (value as number) : null);
