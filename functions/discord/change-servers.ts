import { uninstall } from "../../core/discord/install.ts";
import { saveRule, withRoles } from "../../core/discord/save-rule.ts";
import { Invalid, NotFound } from "../../core/errors.ts";
import { ports } from "./set-up-ports.ts";

/** Does what a form of the page of servers asks for, and answers the notice that says so. Throws Invalid with messages for its fields. */
export async function changeServers(organizationId: number, userId: number, form: URLSearchParams): Promise<string> {
  const guilds = await ports.guilds.list(organizationId);
  switch (form.get("action")) {
    case "disconnect": {
      const guild = guilds.find((it) => it.guildId === form.get("guild"));
      if (guild) await uninstall(ports, { guild, userId });
      return "disconnected";
    }
    case "add-rule":
      await saveRule(ports, { guilds, organizationId, projectId: await projectOf(organizationId, form), form });
      return "saved";
    case "change-rule": {
      const projectId = await projectOf(organizationId, form);
      const rule = (await ports.alertRules.list(organizationId, projectId)).find((it) => it.id === form.get("rule"));
      if (!rule) throw new NotFound();
      await saveRule(ports, { guilds, organizationId, projectId, form, ruleId: rule.id });
      return "saved";
    }
    case "remove-rule":
      await ports.alertRules.remove(organizationId, await projectOf(organizationId, form), (form.get("rule") ?? "").slice(0, 16));
      return "saved";
    case "set-roles": {
      const guild = guilds.find((it) => it.guildId === form.get("acting_guild"));
      if (!guild) throw new NotFound();
      await ports.guilds.put(withRoles(guild, form), userId);
      return "saved";
    }
    default:
      throw new Invalid("form");
  }
}

async function projectOf(organizationId: number, form: URLSearchParams): Promise<number> {
  const projectId = Number(form.get("project"));
  const project = Number.isSafeInteger(projectId) ? await ports.projects.byId(organizationId, projectId) : null;
  if (!project) throw new NotFound("There is no such project.");
  return project.id;
}
