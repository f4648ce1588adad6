// Stands in for VS Code's native log writer, which needs a C++ compiler: same calls, plain files.
const { appendFile, mkdir } = require('node:fs/promises');
const path = require('node:path');

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

/** A logger that appends to `file`, one write after the other. */
function logger(file) {
  let level = 2;
  let plain = false;
  let tail = mkdir(path.dirname(file), { recursive: true });
  const write = (severity, message) => {
    if (severity < level) return;
    const stamp = new Date().toISOString().replace('T', ' ').replace('Z', '');
    const line = plain ? message : `${stamp} [${levels[severity]}] ${message}\n`;
    tail = tail.then(() => appendFile(file, line)).catch(() => undefined);
  };
  return {
    ...Object.fromEntries(levels.map((name, severity) => [name, (message) => write(severity, message)])),
    getLevel: () => level,
    setLevel: (value) => { level = value; },
    setPattern: () => { plain = false; },
    clearFormatters: () => { plain = true; },
    flush: () => undefined,
    drop: () => undefined,
  };
}

// Assigned one by one: an ES module that imports these sees only names it can find in this text.
exports.version = 0;
exports.setLevel = () => undefined;
exports.setFlushOn = () => undefined;
exports.createRotatingLogger = async (_name, file) => logger(file);
exports.createAsyncRotatingLogger = exports.createRotatingLogger;
