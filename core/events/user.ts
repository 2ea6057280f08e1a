import type { Privacy } from "../projects/privacy.ts";
import { type JsonObject, keepObject } from "./kept-json.ts";
import { isSensitive } from "./privacy.ts";
import { asRecord, asText, type Untrusted } from "./untrusted.ts";

/** Who met the error, as far as the application said. */
export type EventUser = {
  id: string | null;
  username: string | null;
  name: string | null;
  email: string | null;
  ipAddress: string | null;
  /** Whatever else it said. */
  data: JsonObject;
};

const BOUNDS = { bytes: 2048, depth: 3 };
const ADDRESS = /^[\da-f:.]{2,45}$/i;

/** Null where nothing was sent that may be kept. An address that the SDK left to us (`{{auto}}`) is not found out. */
export function readUser(sent: unknown, privacy: Privacy): EventUser | null {
  const { id, username, name, email, ip_address, data, ...others } = asRecord(sent);
  const field = (key: string, value: unknown, length: number) => (isSensitive(key, privacy) ? null : asText(value, length));
  const address = privacy.scrubIPAddresses ? null : field("ip_address", ip_address, 45);
  const rest: Untrusted = { ...others, ...asRecord(data) };
  const user = {
    id: field("id", id, 128),
    username: field("username", username, 128),
    name: field("name", name, 128),
    email: field("email", email, 128),
    ipAddress: address && ADDRESS.test(address) ? address : null,
    data: keepObject(rest, BOUNDS, privacy),
  };
  const { data: kept, ...named } = user;
  return Object.values(named).some((it) => it !== null) || Object.keys(kept).length > 0 ? user : null;
}
