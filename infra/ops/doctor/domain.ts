import { lookup } from "node:dns/promises";
import { connect, type TLSSocket } from "node:tls";
import { publicUrl } from "../../../functions/adapters/settings.ts";
import { elsewhere, type Finding, ill, look, well } from "./finding.ts";

const PATIENCE_MS = 10_000;
const DAY_MS = 86_400_000;
/** AWS renews a certificate sixty days before its end; what is nearer than this is renewed by nobody. */
const SOON_DAYS = 21;

/** Whether the name that people know is the stage's, leads somewhere, and has a certificate that holds for a while. */
export async function domain(wanted: string | null): Promise<Finding[]> {
  const { protocol, hostname, port } = new URL(publicUrl());
  const about = "domain";
  if (wanted !== null && wanted !== hostname) {
    const todo = "Deploy the stage. Links and webhooks lead to the old name until then.";
    return [ill(about, `The stage was deployed for ${hostname}, and infra/stages.ts says ${wanted}.`, todo)];
  }
  const host = hostname.replace(/^\[|\]$/g, "");
  const address = await lookup(host).catch(() => null);
  if (!address)
    return [
      ill(
        about,
        `DNS knows no ${host}.`,
        "Point the name at the distribution (CNAME), as docs/deploy.md says under Decide about the stage.",
      ),
    ];
  if (protocol !== "https:") return [elsewhere(about, `${host} is spoken to without TLS: there is no certificate to look at.`)];
  const end = await certificateEnd(host, Number(port || 443));
  if (end.fault !== null)
    return [
      ill(
        about,
        `The certificate of ${host} does not hold (${end.fault}).`,
        "Look at it in ACM, in us-east-1: who renews it, and whether its validation records are still there.",
      ),
    ];
  const days = Math.floor((end.until - Date.now()) / DAY_MS);
  const todo = "Look in ACM, in us-east-1, why it is not renewed: mostly its validation record is gone from DNS.";
  if (days < SOON_DAYS) return [look(about, `The certificate of ${host} ends in ${days} days.`, todo)];
  return [well(about, `${host} is known, and its certificate holds for ${days} days.`)];
}

type End = { fault: string; until: null } | { fault: null; until: number };

/** When the certificate ends that is shown for a name; or why it is not to be trusted, as OpenSSL calls it. */
function certificateEnd(host: string, port: number): Promise<End> {
  return new Promise((resolve) => {
    const servername = /[a-z]/i.test(host) && !host.includes(":") ? { servername: host } : {};
    const socket: TLSSocket = connect({ host, port, timeout: PATIENCE_MS, rejectUnauthorized: false, ...servername }, () => {
      // The codes of OpenSSL are errors in the types, and texts when it runs.
      const problem = socket.authorized
        ? null
        : String((socket.authorizationError as { code?: string } | null)?.code ?? socket.authorizationError);
      const until = Date.parse(socket.getPeerCertificate().valid_to);
      socket.destroy();
      resolve(problem === null ? { fault: null, until } : { fault: problem, until: null });
    });
    socket.once("timeout", () => socket.destroy(new Error("timeout")));
    socket.once("error", (error: NodeJS.ErrnoException) => resolve({ fault: error.code ?? "no TLS", until: null }));
  });
}
