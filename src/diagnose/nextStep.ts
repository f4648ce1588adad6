/** How to get what is missing, or to go on. */
export interface NextStep {
  /** Markdown that this project wrote. */
  readonly text: string;
  /** What one click does, where one click does it. */
  readonly action?: StepAction;
}

/**
 * `ping`: reads the limits now. `count-tokens`: counts the input tokens of a request, after asking. `pass-through`: reads the limits off
 * the program's own requests. `record`: lets the program note them. `configured-limits`: reads what is configured, with an admin key.
 * `rehearse`: lets the program meet the same error locally. `simulate`: shows what would fit.
 */
export type StepAction = 'ping' | 'count-tokens' | 'pass-through' | 'record' | 'configured-limits' | 'rehearse' | 'simulate';
