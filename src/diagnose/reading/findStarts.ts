/** Where a log says that a timetable starts something: cron's daemon, Kubernetes, Quartz, Celery beat, APScheduler, GitHub Actions. */
export function findStarts(text: string): readonly number[] {
  return [...text.matchAll(started)].map(({ index }) => index);
}

const started = /\b(?:(?:crond?|CRON|anacron)\[\d{1,7}\]|CronTrigger\b|[Cc]ron[Jj]ob\b|cron job\b|Sending due task\b|trigger: cron\b)|\bschedule:? ?["'](?:[\d*/,?-]{1,20} ){4}/g;
