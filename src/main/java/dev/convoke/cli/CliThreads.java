package dev.convoke.cli;

import dev.convoke.terms.ThreadMaker;
import org.slf4j.LoggerFactory;

/** Threads of commands that run without the whole house. */
final class CliThreads {

    private CliThreads() {}

    static ThreadMaker maker() {
        return new ThreadMaker((thread, failure) ->
                LoggerFactory.getLogger(CliThreads.class).error("thread {} ended", thread.getName(), failure));
    }
}
