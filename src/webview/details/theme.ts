/** The colours of the user's theme that a chart is drawn with. */
export interface Theme {
  readonly foreground: string;
  readonly muted: string;
  readonly background: string;
  readonly alarm: string;
  readonly font: string;
  readonly lines: readonly string[];
}

/** Reads them off the variables that VS Code gives to a page. */
export function readTheme(): Theme {
  const styles = getComputedStyle(document.body);
  const variable = (name: string) => styles.getPropertyValue(`--vscode-${name}`).trim();
  const foreground = variable('foreground') || styles.color;
  const own = (name: string) => variable(`charts-${name}`) || foreground;
  return {
    foreground,
    muted: variable('charts-lines') || variable('contrastBorder') || foreground,
    background: variable('editor-background') || styles.backgroundColor,
    alarm: variable('errorForeground') || own('red'),
    font: styles.fontFamily,
    lines: ['blue', 'orange', 'green', 'purple', 'yellow', 'foreground'].map(own),
  };
}

/** Calls back when the user has changed the theme: VS Code then gives other variables, and another class. */
export function onThemeChange(callback: () => void): void {
  let isDue = false;
  const observer = new MutationObserver(() => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      callback();
    });
  });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
}
