package dev.convoke.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Consumer;
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
 * Quartz, in memory, as far as we need it: acts at plain instants, each a job and a trigger of its own, grouped by booking.
 * One shared job with many triggers would make every cancellation a search through all of them. Recurrence and daylight saving
 * are none of Quartz's business; whoever plans an act has worked out the instant.
 *
 * <p>An act whose time has passed is done at once, and decides itself whether it is too late. Any thread.
 */
final class QuartzTimers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QuartzTimers.class);
    private static final String ACT = "act";
    private static final String REFRESH = "refresh";
    private static final Duration ALMOST_A_MILLISECOND = Duration.ofNanos(999_999);

    private final Scheduler quartz;
    private final Clock clock;

    /** Nothing is done before {@link #start}. */
    QuartzTimers(int threads, Consumer<BookingAction> perform, Runnable refresh, Clock clock) {
        this.clock = clock;
        try {
            StdSchedulerFactory factory = new StdSchedulerFactory();
            factory.initialize(properties(threads));
            quartz = factory.getScheduler();
            quartz.setJobFactory((bundle, scheduler) -> jobFor(bundle, perform, refresh));
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

    private static Job jobFor(TriggerFiredBundle fired, Consumer<BookingAction> perform, Runnable refresh) {
        return fired.getJobDetail().getJobDataMap().get(ACT) instanceof BookingAction act
                ? new ActJob(() -> perform.accept(act))
                : new RefreshJob(refresh);
    }

    /** Does one act. */
    static final class ActJob implements Job {
        private final Runnable step;

        ActJob(Runnable step) {
            this.step = step;
        }

        @Override
        public void execute(JobExecutionContext context) {
            runSafely(step);
        }
    }

    /** Reads the table again; a reading that takes long is not overtaken by the next. */
    @DisallowConcurrentExecution
    static final class RefreshJob implements Job {
        private final Runnable step;

        RefreshJob(Runnable step) {
            this.step = step;
        }

        @Override
        public void execute(JobExecutionContext context) {
            runSafely(step);
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

    /** Begins to do what is due. */
    void start() {
        attempt("start", quartz::start);
    }

    /** Has the table read again and again, beginning after one interval. */
    void repeatRefresh(Duration interval) {
        JobDetail job =
                JobBuilder.newJob(RefreshJob.class).withIdentity(REFRESH).build();
        var trigger = TriggerBuilder.newTrigger()
                .startAt(Date.from(Instant.now().plus(interval)))
                .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                        .withIntervalInMilliseconds(interval.toMillis())
                        .repeatForever()
                        // After a standstill of the machine once is enough.
                        .withMisfireHandlingInstructionNextWithRemainingCount())
                .build();
        attempt("schedule the reading of the bookings", () -> quartz.scheduleJob(job, trigger));
    }

    /** Has the table read at once, or once more when a reading that goes on is through. */
    void refreshNow() {
        attempt("have the bookings read", () -> quartz.triggerJob(JobKey.jobKey(REFRESH)));
    }

    /** Plans an act, in place of one of the same kind that was planned for the booking. */
    void plan(BookingAction act) {
        JobKey key = JobKey.jobKey(
                act.kind() + "-" + act.ahead(), groupOf(act.booking().id()));
        JobDataMap data = new JobDataMap();
        data.put(ACT, act);
        JobDetail job = JobBuilder.newJob(ActJob.class)
                .withIdentity(key)
                .usingJobData(data)
                .build();
        var trigger = TriggerBuilder.newTrigger().startAt(quartzTime(act.due())).build();
        attempt("schedule an act", () -> {
            quartz.deleteJob(key);
            quartz.scheduleJob(job, trigger);
        });
    }

    /** Quartz goes by the system's clock in milliseconds; ours may be another one, so the distance counts. Never too early. */
    private Date quartzTime(Instant due) {
        Instant exact = Instant.now().plus(Duration.between(clock.instant(), due));
        return Date.from(exact.plus(ALMOST_A_MILLISECOND));
    }

    /** Nothing planned for the booking is done any more. */
    void cancel(long bookingId) {
        attempt(
                "cancel acts",
                () -> quartz.deleteJobs(
                        new ArrayList<>(quartz.getJobKeys(GroupMatcher.jobGroupEquals(groupOf(bookingId))))));
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

    /** Waits for what is being done, and ends the threads. */
    @Override
    public void close() {
        attempt("stop", () -> quartz.shutdown(true));
    }
}
