package dev.convoke.operator;

import dev.convoke.concurrent.RepeatedLog;
import dev.convoke.smpp.LinkCounts;
import dev.convoke.smpp.LinkStatus;
import dev.convoke.smpp.Links;
import dev.convoke.store.LinkRow;
import dev.convoke.store.LinkTable;
import dev.convoke.store.LinkTable.Wish;
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

    /** How soon a wish is heeded, and a change of state written down. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Without a change, what is written is written again for its time alone, and for the counts. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(LinkControl.class);

    private final LinkTable table;
    private final Links links;
    private final Clock clock;

    private long version = -1;
    private Map<String, Wish> wishes = Map.of();
    private List<LinkStatus> written = List.of();
    private Map<String, Wish> writtenWishes = Map.of();
    private Instant writtenAt = Instant.EPOCH;
    private final RepeatedLog reading = new RepeatedLog(LOG, "");
    private final RepeatedLog writing = new RepeatedLog(LOG, "");

    /** Published by the store's thread when a write fails, read here. */
    private volatile boolean writingFails;

    public LinkControl(LinkTable table, Links links, Clock clock) {
        this.table = table;
        this.links = links;
        this.clock = clock;
    }

    /** Before the links are started: what operators wanted of them still holds. Blocks. */
    public void begin() {
        heed();
        for (Wish wish : wishes.values()) {
            if (!links.counts().containsKey(wish.link())) {
                LOG.warn(
                        "an operator wants link {} {}, but the configuration has no such link",
                        wish.link(),
                        word(wish));
            } else if (wish.wish() != DesiredState.UP) {
                LOG.warn(
                        "link {} is not bound: an operator wants it {} since {}; convoke link start {} binds it",
                        wish.link(),
                        word(wish),
                        wish.at(),
                        wish.link());
            }
        }
    }

    private static String word(Wish wish) {
        return wish.wish().name().toLowerCase(Locale.ROOT);
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
        Map<String, Wish> read = table.wishes().stream().collect(Collectors.toMap(Wish::link, Function.identity()));
        read.values().stream()
                .filter(wish -> !wish.equals(wishes.get(wish.link())))
                .filter(wish -> links.want(wish.link(), wish.wish()))
                .forEach(wish -> LOG.info("link {} is wanted {}", wish.link(), word(wish)));
        wishes = read;
        version = found;
    }

    private void write() {
        Instant now = clock.instant();
        List<LinkStatus> status = links.status();
        boolean news = !status.equals(written) || !wishes.equals(writtenWishes) || writingFails;
        if (!news && now.isBefore(writtenAt.plus(HEARTBEAT))) {
            return;
        }
        Map<String, LinkCounts> counts = links.counts();
        List<LinkRow> rows = status.stream()
                .map(bind -> row(bind, Optional.ofNullable(counts.get(bind.link())), now))
                .toList();
        written = status;
        writtenWishes = wishes;
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
                wishes.getOrDefault(bind.link(), Wish.none(bind.link())),
                bind.bind().name().toLowerCase(Locale.ROOT),
                bind.state().name().toLowerCase(Locale.ROOT),
                bind.since(),
                bind.trouble(),
                counts.map(LinkCounts::stored).orElse(0L),
                counts.map(LinkCounts::submitted).orElse(0L),
                now);
    }
}
