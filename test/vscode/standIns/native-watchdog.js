// Stands in for the native module that ends the extension host when its parent is gone.
let timer;

exports.start = (pid) => {
  timer = setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(87);
    }
  }, 1000);
  timer.unref();
};

exports.exit = (code) => process.exit(code ?? 0);
