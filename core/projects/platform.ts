/** Languages and systems that SDKs exist for; a framework follows its language after a dash: `python-django`. */
const FAMILIES = new Set(
  `android apple as3 bun c capacitor cfml cloudflare cocoa cordova csharp dart deno dotnet electron elixir flutter go godot groovy haskell
  ionic java javascript kotlin linux minidump native nintendo nintendo-switch node objc other perl php playstation powershell python
  react react-native ruby rust scala swift unity unreal windows xbox`.split(/\s+/),
);

/** Whether a project may be of this platform: empty, `other`, a known one, or a framework of a known one (behaviour §6.4). */
export function isKnownPlatform(platform: string): boolean {
  if (platform === "") return true;
  const [family = "", ...framework] = platform.split("-");
  return FAMILIES.has(platform) || (FAMILIES.has(family) && framework.length < 4 && framework.every((it) => /^[a-z0-9]{1,24}$/.test(it)));
}
