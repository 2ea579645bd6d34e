package dev.convoke.store.sqlite;

import static dev.convoke.store.sqlite.StoreFixture.NOON;
import static dev.convoke.store.sqlite.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.store.LinkRow;
import dev.convoke.store.LinkTable.Desired;
import dev.convoke.store.Store;
import dev.convoke.terms.DesiredState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLinkTableTest {

    private Path file;
    private Store store;

    @BeforeEach
    void open(@TempDir Path folder) {
        file = folder.resolve("convoke.db");
        store = StoreFixture.open(file);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void keepsWhatWasWantedLastOfEachLinkAcrossARestart() {
        for (DesiredState desired : DesiredState.values()) {
            await(store.links().want(new Desired("main", desired, NOON)));
        }
        Desired drained = new Desired("other", DesiredState.DRAINED, NOON.plusMillis(7));
        await(store.links().want(drained));
        store.close();

        store = StoreFixture.open(file);

        assertThat(store.links().desired()).containsExactly(new Desired("main", DesiredState.STOPPED, NOON), drained);
    }

    @Test
    void theVersionTellsThatAnotherProcessHasChangedWhatIsWanted() {
        long before = store.links().version();
        await(store.links().want(new Desired("main", DesiredState.STOPPED, NOON)));
        long added = store.links().version();
        try (Store other = StoreFixture.open(file)) {
            await(other.links().want(new Desired("main", DesiredState.UP, NOON)));
        }

        assertThat(added).isNotEqualTo(before);
        assertThat(store.links().version()).isNotEqualTo(added);
    }

    @Test
    void whereTheLinksStandTakesThePlaceOfWhereTheyStood() {
        LinkRow receiver = row("b", "receiver", "bound", "");
        LinkRow transmitter = row("b", "transmitter", "retrying", "smsc.example.net:2775 refused the connection");
        LinkRow last = row("a", "transceiver", "stopped", "");
        await(store.links().write(List.of(last)));

        await(store.links().write(List.of(receiver, transmitter, last)));

        assertThat(store.links().rows()).containsExactly(receiver, transmitter, last);
        long version = store.links().version();
        await(store.links().write(List.of()));
        assertThat(store.links().rows()).isEmpty();
        assertThat(store.links().version()).isEqualTo(version);
    }

    private static LinkRow row(String link, String bind, String state, String trouble) {
        return new LinkRow(
                new Desired(link, DesiredState.DRAINED, NOON),
                bind,
                state,
                NOON.plusSeconds(1),
                trouble,
                3,
                4,
                NOON.plusSeconds(2));
    }
}
