package dev.convoke.operator;

import dev.convoke.concurrent.RepeatedLog;
import dev.convoke.smpp.LinkCounts;
import dev.convoke.smpp.LinkStatus;
import dev.convoke.smpp.Links;
import dev.convoke.store.LinkRow;
import dev.convoke.store.LinkTable;
import dev.convoke.store.LinkTable.Desired;
import dev.convoke.store.StoreException;
import dev.convoke.terms.DesiredState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does with the links what operators want, and writes down where they stand: the table is the way between a running server and
 * {@code convoke link}.
 *
 * <p>{@link #begin} runs on the thread that starts; {@link #refresh} again and again on one other.
 */
public final class LinkControl {

    /** How soon is heeded what is wanted, and a change of state written down. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Without a change, what is written is written again for its time alone, and for the counts. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(LinkControl.class);

    private final LinkTable table;
    private final Links links;
    private final Clock clock;

    private long version = -1;
    private Map<String, Desired> desired = Map.of();
    private List<LinkStatus> written = List.of();
    private Map<String, Desired> writtenDesired = Map.of();
    private Instant writtenAt = Instant.EPOCH;
    private final RepeatedLog reading = new RepeatedLog(LOG, "");
    private final RepeatedLog writing = new RepeatedLog(LOG, "");

    /** Published by the store's thread when a write fails, read here. */
    private volatile boolean writingFails;

    /** Nothing is read or written before {@link #begin}. */
    public LinkControl(LinkTable table, Links links, Clock clock) {
        this.table = table;
        this.links = links;
        this.clock = clock;
    }

    /** Before the links are started: what operators wanted of them still holds. Blocks. */
    public void begin() {
        heed();
        for (Desired link : desired.values()) {
            if (!links.counts().containsKey(link.link())) {
                LOG.warn(
                        "an operator wants link {} {}, but the configuration has no such link",
                        link.link(),
                        word(link));
            } else if (link.state() != DesiredState.UP) {
                LOG.warn(
                        "link {} is not bound: an operator wants it {} since {}; convoke link start {} binds it",
                        link.link(),
                        word(link),
                        link.at(),
                        link.link());
            }
        }
    }

    private static String word(Desired link) {
        return link.state().name().toLowerCase(Locale.ROOT);
    }

    /** Heeds what is wanted now, and writes down where the links stand. Blocks for a look into the table. */
    public void refresh() {
        try {
            heed();
            reading.over("what operators want of links can be read again");
        } catch (StoreException outage) {
            reading.bad("reading", "what operators want of links cannot be read: " + outage.getMessage());
        }
        links.converge();
        write();
    }

    /** Reads one number unless something has changed. */
    private void heed() {
        long found = table.version();
        if (found == version) {
            return;
        }
        Map<String, Desired> read =
                table.desired().stream().collect(Collectors.toMap(Desired::link, Function.identity()));
        read.values().stream()
                .filter(link -> !link.equals(desired.get(link.link())))
                .filter(link -> links.want(link.link(), link.state()))
                .forEach(link -> LOG.info("link {} is wanted {}", link.link(), word(link)));
        desired = read;
        version = found;
    }

    private void write() {
        Instant now = clock.instant();
        List<LinkStatus> status = links.status();
        boolean news = !status.equals(written) || !desired.equals(writtenDesired) || writingFails;
        if (!news && now.isBefore(writtenAt.plus(HEARTBEAT))) {
            return;
        }
        Map<String, LinkCounts> counts = links.counts();
        List<LinkRow> rows = status.stream()
                .map(bind -> row(bind, Optional.ofNullable(counts.get(bind.link())), now))
                .toList();
        written = status;
        writtenDesired = desired;
        writtenAt = now;
        var unused = table.write(rows).whenComplete((done, failure) -> {
            writingFails = failure != null;
            if (failure == null) {
                writing.over("where the links stand is written down again");
            } else {
                writing.bad("writing", "where the links stand is not written down, it is tried again: " + failure);
            }
        });
    }

    private LinkRow row(LinkStatus bind, Optional<LinkCounts> counts, Instant now) {
        return new LinkRow(
                desired.getOrDefault(bind.link(), Desired.none(bind.link())),
                bind.bind().name().toLowerCase(Locale.ROOT),
                bind.state().name().toLowerCase(Locale.ROOT),
                bind.since(),
                bind.trouble(),
                counts.map(LinkCounts::stored).orElse(0L),
                counts.map(LinkCounts::submitted).orElse(0L),
                now);
    }
}
