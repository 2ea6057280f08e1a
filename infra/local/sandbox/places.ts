import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";

const SHAPES = {
  Tour: '<path d="M3.5 14V2.5h9l-2 3 2 3h-9"/>',
  Sandbox: '<path d="M6 2h4M6.75 2v4L3 13h10L9.25 6V2M4.75 10h6.5"/>',
};
const PLACES = Object.entries(SHAPES).map(([name, shape]) => ({ name, shape, path: `/__local/${name.toLowerCase()}/` }));

/**
 * Puts what is on this machine alone into the navigation of every page, on its way out: the functions that make pages know nothing of it.
 * Whoever signs in to the demo organization with a link begins with the tour, until it is done.
 */
export function withPlaces(path: string, result: unknown, isTourDone: boolean): unknown {
  const { statusCode, headers = {}, body } = result as APIGatewayProxyStructuredResultV2;
  const isDemo = String(headers.location).startsWith("/organizations/acme/");
  if (path.startsWith("/auth/login/once/") && statusCode === 303 && isDemo && !isTourDone)
    return { ...(result as object), headers: { ...headers, location: "/__local/tour/" } };
  if (!body || !String(headers["content-type"]).startsWith("text/html")) return result;
  const links = PLACES.map(
    (it) =>
      `<li><a href="${it.path}"${path.startsWith(it.path.slice(0, -1)) ? ' aria-current="page"' : ""}><svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${it.shape}</svg>${it.name}</a></li>`,
  );
  const group = `<div><h2>On this machine</h2><ul>${links.join("")}</ul></div>`;
  // Discord is the one of this machine, and so is where it asks for a server.
  const led = body.replaceAll("https://discord.com/oauth2/authorize?", "/__local/discord/?");
  return { ...(result as object), body: led.replace('<div class="who">', `${group}\n<div class="who">`) };
}
