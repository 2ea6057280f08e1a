const SAYS_NOTHING = /^<(?:redacted|unknown)>$/;
const OBJECTIVE_C = /^[-+]?\[/;
/** gcc, clang and msvc, in this order. */
const LAMBDA = /\{lambda\([^{}]*\)#\d+\}|\$_\d+\b|'lambda\d*'|<lambda_[0-9a-f]+>/g;

/** A demangled name of C, C++, Rust, Objective-C or Swift without parameters, return type, template arguments and what a linker adds. */
export function nativeFunction(name: string): string | null {
  if (SAYS_NOTHING.test(name)) return null;
  if (OBJECTIVE_C.test(name)) return name;
  if (/ -> | in closure |^closure /.test(name)) return swift(name);
  const linked = name
    .replace(/\s*\[clone [^\]]*\]/g, "")
    .replace(/::h[0-9a-f]{16}$/, "")
    .replace(/@@?GLIBC\S*$|@\d+$/, "")
    .replace(/\(anonymous namespace\)|`anonymous namespace'|\?A0x[0-9a-f]+/g, "anonymous")
    .replace(LAMBDA, "lambda");
  return withoutReturnType(withoutParameters(withoutTemplates(linked))) || null;
}

/** `name(of:) -> Result` is `name`; a closure stays one of what it is in. */
const swift = (name: string): string => {
  const signature = name.split(" -> ").slice(0, -1).join(" -> ") || name;
  return signature.replace(/ throws$/, "").replace(/^closure #?\d* ?in /, "closure in ");
};

/** `Pool<int>` is `Pool<T>`; of Rust's `<A as B>` the A stays. Operators are named with angles and stay. */
function withoutTemplates(name: string): string {
  let out = "";
  let inside = "";
  let depth = 0;
  for (const character of name) {
    const operator = /operator[<>=-]*$/.test(depth === 0 ? out : inside);
    if (character === "<" && !operator && depth++ === 0) inside = "";
    else if (character === ">" && !operator && depth > 0) {
      if (--depth === 0) out += inside.includes(" as ") ? inside.split(" as ", 1)[0] : "<T>";
    } else if (depth === 0) out += character;
    else inside += character;
  }
  return depth === 0 ? out : name;
}

/** Cuts at the bracket that opens the parameters, with what may follow them: `const`, `&`. */
function withoutParameters(name: string): string {
  const end = name.lastIndexOf(")");
  if (end === -1) return name;
  let depth = 0;
  for (let at = end; at >= 0; at--) {
    if (name[at] === ")") depth++;
    if (name[at] === "(" && --depth === 0) return name.slice(0, at).endsWith("operator") ? name.slice(0, end + 1) : name.slice(0, at);
  }
  return name;
}

/** What stands before the last blank, but for names of operators and conversions, which hold one. */
const withoutReturnType = (name: string): string => name.trim().replace(/^(?!.*\boperator\b).*\s(?=\S+$)/, "");
