import { asNumber, asRecord, asText, type Untrusted } from "./untrusted.ts";

/** How an exception was caught, and what that says of it. */
export type Mechanism = {
  /** What caught it (`onerror`, `express`); null where the SDK does not say. */
  type: string | null;
  /** False where nobody caught it; null where the SDK does not say. */
  handled: boolean | null;
  description: string | null;
  /** Made up by an SDK to carry a stack: its type says nothing. */
  synthetic: boolean;
  /** Its place among exceptions that hold others, where the SDK says that. */
  id: number | null;
  parentId: number | null;
  isGroup: boolean;
  /** Of an NSError of Apple's systems. */
  nsError: { domain: string; code: number } | null;
};

/** Null where nothing of this was sent. */
export function readMechanism(sent: unknown): Mechanism | null {
  const it = asRecord(sent);
  const mechanism = {
    type: asText(it.type, 128),
    handled: typeof it.handled === "boolean" ? it.handled : null,
    description: asText(it.description, 256),
    synthetic: it.synthetic === true,
    id: asNumber(it.exception_id),
    parentId: asNumber(it.parent_id),
    isGroup: it.is_exception_group === true,
    nsError: readNsError(asRecord(asRecord(it.meta).ns_error)),
  };
  return Object.values(mechanism).some((value) => value !== null && value !== false) || mechanism.handled === false ? mechanism : null;
}

function readNsError({ domain, code }: Untrusted): Mechanism["nsError"] {
  const [name, number] = [asText(domain, 256), asNumber(code)];
  return name === null || number === null ? null : { domain: name, code: number };
}
