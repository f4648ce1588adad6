/** Or over answers that may be unknown. */
export function someOf(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

/** And over answers that may be unknown. */
export function everyOf(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

export function not(answer: boolean | undefined): boolean | undefined {
  return answer === undefined ? undefined : !answer;
}
