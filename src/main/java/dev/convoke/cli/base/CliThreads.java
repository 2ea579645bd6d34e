package dev.convoke.cli.base;

import dev.convoke.concurrent.ThreadMaker;
import org.slf4j.LoggerFactory;

/** Threads of commands that run without the whole house. */
public final class CliThreads {

    private CliThreads() {}

    /** Makes threads whose failures go to the log; any thread may call it. */
    public static ThreadMaker maker() {
        return new ThreadMaker((thread, failure) ->
                LoggerFactory.getLogger(CliThreads.class).error("thread {} ended", thread.getName(), failure));
    }
}
