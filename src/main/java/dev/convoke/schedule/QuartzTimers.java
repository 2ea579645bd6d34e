package dev.convoke.schedule;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.Properties;
import java.util.UUID;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.spi.TriggerFiredBundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alarms by Quartz, in memory, as far as we need it: plain instants, each a job and a trigger of its own, grouped by booking.
 * One shared job with many triggers would make every cancellation a search through all of them. Recurrence and daylight saving
 * are none of Quartz's business; whoever sets an alarm has worked out the instant.
 */
final class QuartzTimers implements Alarms {

    private static final Logger LOG = LoggerFactory.getLogger(QuartzTimers.class);
    private static final String TASK = "task";
    private static final JobKey REPEATED = JobKey.jobKey("repeated");
    private static final Duration ALMOST_A_MILLISECOND = Duration.ofNanos(999_999);

    private final Scheduler quartz;
    private final Clock clock;

    /**
     * Nothing is done before {@link #start}.
     *
     * @param threads on which alarms go off, named {@code schedule-…}
     * @param clock by which instants are meant; how far off they are is what counts
     */
    QuartzTimers(int threads, Clock clock) {
        this.clock = clock;
        try {
            StdSchedulerFactory factory = new StdSchedulerFactory();
            factory.initialize(properties(threads));
            quartz = factory.getScheduler();
            quartz.setJobFactory((bundle, scheduler) -> jobFor(bundle));
        } catch (SchedulerException e) {
            throw new ScheduleException("the scheduler could not be made", e);
        }
    }

    private static Properties properties(int threads) {
        Properties properties = new Properties();
        // Quartz keeps a table of all schedulers of the process by this name.
        properties.setProperty("org.quartz.scheduler.instanceName", "schedule-" + UUID.randomUUID());
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.scheduler.threadName", "schedule-clock");
        properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.setProperty("org.quartz.threadPool.threadNamePrefix", "schedule");
        properties.setProperty("org.quartz.threadPool.threadCount", Integer.toString(threads));
        return properties;
    }

    private static Job jobFor(TriggerFiredBundle fired) {
        JobDetail detail = fired.getJobDetail();
        Runnable task = requireNonNull((Runnable) detail.getJobDataMap().get(TASK));
        return detail.getKey().equals(REPEATED) ? new RepeatedJob(task) : new AlarmJob(task);
    }

    /** Goes off once. */
    static final class AlarmJob implements Job {
        private final Runnable task;

        AlarmJob(Runnable task) {
            this.task = task;
        }

        @Override
        public void execute(JobExecutionContext context) {
            runSafely(task);
        }
    }

    /** A run that takes long is not overtaken by the next. */
    @DisallowConcurrentExecution
    static final class RepeatedJob implements Job {
        private final Runnable task;

        RepeatedJob(Runnable task) {
            this.task = task;
        }

        @Override
        public void execute(JobExecutionContext context) {
            runSafely(task);
        }
    }

    /** What a job throws costs this job alone. */
    private static void runSafely(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException defect) {
            LOG.error("something scheduled was not done", defect);
        }
    }

    @Override
    public void start() {
        attempt("start", quartz::start);
    }

    @Override
    public void repeat(Duration interval, Runnable task) {
        var trigger = TriggerBuilder.newTrigger()
                .startAt(Date.from(Instant.now().plus(interval)))
                .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                        .withIntervalInMilliseconds(interval.toMillis())
                        .repeatForever()
                        // After a standstill of the machine once is enough.
                        .withMisfireHandlingInstructionNextWithRemainingCount())
                .build();
        attempt(
                "have something done again and again",
                () -> quartz.scheduleJob(job(RepeatedJob.class, REPEATED, task), trigger));
    }

    private static JobDetail job(Class<? extends Job> kind, JobKey key, Runnable task) {
        JobDataMap data = new JobDataMap();
        data.put(TASK, task);
        return JobBuilder.newJob(kind).withIdentity(key).usingJobData(data).build();
    }

    @Override
    public void repeatNow() {
        attempt("have something done at once", () -> quartz.triggerJob(REPEATED));
    }

    @Override
    public void set(Key key, Instant due, Runnable act) {
        JobKey jobKey = JobKey.jobKey(key.name(), groupOf(key.booking()));
        JobDetail job = job(AlarmJob.class, jobKey, act);
        var trigger = TriggerBuilder.newTrigger().startAt(quartzTime(due)).build();
        attempt("set an alarm", () -> {
            quartz.deleteJob(jobKey);
            quartz.scheduleJob(job, trigger);
        });
    }

    /** Quartz goes by the system's clock in milliseconds; ours may be another one, so the distance counts. Never too early. */
    private Date quartzTime(Instant due) {
        Instant exact = Instant.now().plus(Duration.between(clock.instant(), due));
        return Date.from(exact.plus(ALMOST_A_MILLISECOND));
    }

    @Override
    public void cancel(long booking) {
        attempt(
                "cancel alarms",
                () -> quartz.deleteJobs(
                        new ArrayList<>(quartz.getJobKeys(GroupMatcher.jobGroupEquals(groupOf(booking))))));
    }

    private static String groupOf(long bookingId) {
        return "booking-" + bookingId;
    }

    /** Something that Quartz does. */
    @FunctionalInterface
    private interface Step {
        void run() throws SchedulerException;
    }

    private static void attempt(String what, Step step) {
        try {
            step.run();
        } catch (SchedulerException e) {
            throw new ScheduleException("could not " + what, e);
        }
    }

    @Override
    public void close() {
        attempt("stop", () -> quartz.shutdown(true));
    }
}
