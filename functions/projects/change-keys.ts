import { Invalid } from "../../core/errors.ts";
import { NewKey } from "../../core/projects/key-fields.ts";
import { createKey, removeKey, updateKey } from "../../core/projects/save-key.ts";
import { now } from "../adapters/clock.ts";
import { keyWrites } from "../adapters/dynamo/key-writes.ts";
import { projects } from "../adapters/dynamo/projects.ts";
import { random } from "../adapters/random.ts";
import { readValue } from "../edges/http.ts";

const ports = { projects, keyWrites, random, now };

/** What a form of the page of keys asks for; answers what was done. A name is one key's alone, so that a form sent twice makes one. */
export async function changeKeys(place: { organizationId: number; projectId: number }, form: URLSearchParams): Promise<string> {
  const key = form.get("key") ?? "";
  switch (form.get("action")) {
    case "create": {
      const wanted = readValue({ name: form.get("name") }, NewKey);
      const known = await projects.keys(place.organizationId, place.projectId);
      const message = "There is a key of this name already.";
      if (known.some((it) => it.name === (wanted.name ?? "Default"))) throw new Invalid(message, { fields: { name: [message] } });
      await createKey(ports, place, wanted);
      return "added";
    }
    case "remove":
      await removeKey(ports, place, key);
      return "removed";
    case "on":
    case "off":
      await updateKey(ports, place, key, { isActive: form.get("action") === "on" });
      return form.get("action") === "on" ? "on" : "off";
    default:
      throw new Invalid("form");
  }
}
