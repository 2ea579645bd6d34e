package dev.convoke.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RepeatedLogTest {

    private final Logger log = (Logger) LoggerFactory.getLogger("repeated-log-test");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final RepeatedLog repeated = new RepeatedLog(log, "link main");

    @BeforeEach
    void listen() {
        lines.start();
        log.setLevel(Level.INFO);
        log.setAdditive(false);
        log.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(lines);
    }

    @Test
    void saysTheSameThingOnceAndThenItsCount() {
        for (int i = 0; i < 25; i++) {
            repeated.bad("refused");
        }
        repeated.good("bound");

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "link main: refused",
                        "link main: refused (10 times)",
                        "link main: refused (in all 25 times)",
                        "link main: bound");
    }

    @Test
    void isNotTalkedIntoALineForEverySender() {
        for (int i = 0; i < 9; i++) {
            repeated.bad("unreadable", "dropped a text from " + i + ": unreadable");
        }

        assertThat(lines.list).hasSize(1);
    }

    @Test
    void saysWhenItIsOverAndOnlyThen() {
        repeated.over("the bans can be read again");
        repeated.good("bound");
        repeated.over("the bans can be read again");
        assertThat(lines.list).hasSize(1);

        repeated.bad("bans", "the bans cannot be read: locked");
        repeated.bad("bans", "the bans cannot be read: still locked");
        repeated.over("the bans can be read again");
        repeated.over("the bans can be read again");
        repeated.bad("bans", "the bans cannot be read: locked");

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "link main: bound",
                        "link main: the bans cannot be read: locked",
                        "link main: the bans cannot be read: still locked (in all 2 times)",
                        "link main: the bans can be read again",
                        "link main: the bans cannot be read: locked");
    }

    @Test
    void mayBeAboutNothingInParticular() {
        new RepeatedLog(log, "").bad("refused");

        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly("refused");
    }

    @Test
    void tellsTheCountAtEveryPowerOfTenInTheNewestWords() {
        for (int i = 1; i <= 1_000; i++) {
            repeated.bad("unreadable", "text " + i);
        }

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "link main: text 1",
                        "link main: text 10 (10 times)",
                        "link main: text 100 (100 times)",
                        "link main: text 1000 (1000 times)");
    }

    @Test
    void aThingThatWasToldInFullIsNotToldAgainBeforeTheNext() {
        for (int i = 0; i < 10; i++) {
            repeated.bad("refused");
        }
        repeated.good("bound");

        assertThat(lines.list).hasSize(3);
        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.WARN, Level.INFO);
    }

    @Test
    void twoThingsInTurnAreBothSaidEachTime() {
        repeated.bad("refused");
        repeated.bad("lost");
        repeated.bad("refused");

        assertThat(lines.list).hasSize(3);
    }

    @Test
    void countsForAllThreads() throws InterruptedException {
        List<Thread> speakers = Stream.generate(() -> new Thread(() -> {
                    for (int i = 0; i < 250; i++) {
                        repeated.bad("refused");
                    }
                }))
                .limit(4)
                .toList();
        speakers.forEach(Thread::start);
        for (Thread speaker : speakers) {
            speaker.join();
        }

        assertThat(lines.list).hasSize(4);
        assertThat(lines.list.get(3).getFormattedMessage()).isEqualTo("link main: refused (1000 times)");
    }
}
