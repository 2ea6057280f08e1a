import { Conflict } from "../errors.ts";
import { commitOwnership, type SavePorts, settingsOf } from "./commit-ownership.ts";

/** How often others may save in between. */
const ATTEMPTS = 5;

/**
 * An operator's switch: off, the rules of a project make nobody an owner and assign nothing, from the next event on; what was assigned
 * stays. Throws Conflict when others keep changing them, NotFound when the project is gone.
 */
export async function switchRules(ports: SavePorts, place: { organizationId: number; projectId: number }, on: boolean): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await ports.ownerships.get(place.organizationId, place.projectId);
    if (on === !before.stopped) return;
    const { stopped: _, ...settings } = settingsOf(before);
    if (await commitOwnership(ports, place, before, { settings: on ? settings : { ...settings, stopped: true } })) return;
  }
  throw new Conflict("The rules are being changed by somebody else. Please try again in a second.");
}
