import { dirname, join } from "node:path";
import ts from "typescript";
import { textOf } from "./source.ts";

/** What a declaration uses: names of its own file, and `Resource`s. */
type Use = { names: Set<string>; resources: Set<string> };
type Place = { file: string; name: string };
type Module = {
  declared: Map<string, Use>;
  imported: Map<string, Place>;
  exported: Map<string, Place>;
  /** The files that are run with this one. */
  runs: string[];
  /** What running it does, whoever imports what from it. */
  atOnce: Use;
};

const newUse = (): Use => ({ names: new Set(), resources: new Set() });
const EVERYTHING = "*";

/**
 * The `Resource`s that an exported name can come to. Imported names are followed, not files: of a file that holds the two ends of a
 * queue only the end that is used counts. What a file does when it is run counts for all who reach it.
 */
export function reachedResources(entry: string, exportedName = "handler", read: (file: string) => string = textOf): Set<string> {
  const modules = new Map<string, Module>();
  const seen = new Set<string>();
  const reached = new Set<string>();

  const moduleOf = (file: string): Module => {
    const known = modules.get(file);
    if (known) return known;
    const parsed = parse(file, read(file));
    modules.set(file, parsed);
    for (const it of parsed.runs) moduleOf(it);
    follow(file, parsed.atOnce);
    return parsed;
  };
  const follow = (file: string, { names, resources }: Use): void => {
    for (const it of resources) reached.add(it);
    for (const name of names) reach({ file, name });
  };
  const reach = ({ file, name }: Place): void => {
    if (seen.has(`${file} ${name}`)) return;
    seen.add(`${file} ${name}`);
    const { declared, imported } = moduleOf(file);
    const use = declared.get(name);
    if (use) follow(file, use);
    const from = imported.get(name);
    if (from) reachExported(from);
  };
  const reachExported = ({ file, name }: Place): void => {
    const { exported } = moduleOf(file);
    for (const it of name === EVERYTHING ? exported.keys() : [name]) {
      const place = exported.get(it);
      if (!place) throw new Error(`${file} exports no ${it}`);
      if (place.file === file) reach(place);
      else reachExported(place);
    }
  };

  reachExported({ file: entry, name: exportedName });
  return reached;
}

function parse(file: string, text: string): Module {
  const module: Module = { declared: new Map(), imported: new Map(), exported: new Map(), runs: [], atOnce: newUse() };
  const targetOf = (specifier: ts.Expression | undefined): string | undefined => {
    const path = specifier && ts.isStringLiteral(specifier) ? specifier.text : "";
    return path.startsWith(".") && path.endsWith(".ts") ? join(dirname(file), path) : undefined;
  };
  const declare = (names: readonly string[], node: ts.Node, isExported: boolean): void => {
    const use = newUse();
    collect(node, use, module.atOnce);
    for (const name of names) {
      module.declared.set(name, use);
      if (isExported) module.exported.set(name, { file, name });
    }
  };

  for (const statement of ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true).statements) {
    if (ts.isImportDeclaration(statement)) {
      const target = targetOf(statement.moduleSpecifier);
      if (!target || statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) continue;
      module.runs.push(target);
      const { name, namedBindings } = statement.importClause ?? {};
      if (name) module.imported.set(name.text, { file: target, name: "default" });
      if (namedBindings && ts.isNamespaceImport(namedBindings))
        module.imported.set(namedBindings.name.text, { file: target, name: EVERYTHING });
      else
        for (const it of namedBindings?.elements ?? [])
          if (!it.isTypeOnly) module.imported.set(it.name.text, { file: target, name: (it.propertyName ?? it.name).text });
    } else if (ts.isExportDeclaration(statement)) {
      if (statement.isTypeOnly || !statement.exportClause || !ts.isNamedExports(statement.exportClause)) continue;
      const target = targetOf(statement.moduleSpecifier);
      if (target) module.runs.push(target);
      for (const it of statement.exportClause.elements)
        module.exported.set(it.name.text, { file: target ?? file, name: (it.propertyName ?? it.name).text });
    } else if (ts.isVariableStatement(statement)) {
      for (const it of statement.declarationList.declarations) declare(namesOf(it.name), it, isExported(statement));
    } else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
      declare([isDefault(statement) ? "default" : (statement.name?.text ?? "")], statement, isExported(statement));
    } else if (!ts.isInterfaceDeclaration(statement) && !ts.isTypeAliasDeclaration(statement)) {
      collect(statement, module.atOnce, newUse());
    }
  }
  return module;
}

const has = (node: ts.Node, kind: ts.SyntaxKind): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((it) => it.kind === kind);
const isExported = (node: ts.Node): boolean => has(node, ts.SyntaxKind.ExportKeyword);
const isDefault = (node: ts.Node): boolean => has(node, ts.SyntaxKind.DefaultKeyword);

const namesOf = (name: ts.BindingName): string[] =>
  ts.isIdentifier(name) ? [name.text] : name.elements.flatMap((it) => (ts.isOmittedExpression(it) ? [] : namesOf(it.name)));

/** Into `all` what a node uses anywhere; into `atOnce` what it calls, or takes of `Resource`, outside of functions. */
function collect(node: ts.Node, all: Use, atOnce: Use, { inFunction, inCall } = { inFunction: false, inCall: false }): void {
  const into = (kind: keyof Use, name: string, isAtOnce: boolean): void => {
    all[kind].add(name);
    if (isAtOnce && !inFunction) atOnce[kind].add(name);
  };
  if (ts.isTypeNode(node)) return;
  if (node.kind === ts.SyntaxKind.ImportKeyword) throw new Error(`${node.getSourceFile().fileName}: import at the top`);
  if (ts.isIdentifier(node)) {
    if (node.text === "Resource") throw new Error(`${node.getSourceFile().fileName}: say Resource.<name>`);
    into("names", node.text, inCall);
  } else if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "Resource") {
    // What it is part of, every function is told.
    if (node.name.text !== "App") into("resources", node.name.text, true);
  } else {
    const within = {
      inFunction: inFunction || ts.isFunctionLike(node),
      inCall: inCall || ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node),
    };
    // Names of properties name nothing of the file.
    const named = ts.isPropertyAccessExpression(node) || ts.isPropertyAssignment(node) ? node.name : undefined;
    ts.forEachChild(node, (child) => {
      if (child !== named || ts.isComputedPropertyName(child)) collect(child, all, atOnce, within);
    });
  }
}
