package dev.convoke.operator;

import static dev.convoke.operator.Office.NOON;
import static dev.convoke.operator.Office.await;
import static dev.convoke.operator.Office.done;
import static dev.convoke.operator.Office.errors;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.operator.LinkAction.ChangeLink;
import dev.convoke.operator.LinkActions.Noted;
import dev.convoke.operator.LinkActions.Progress;
import dev.convoke.operator.LinkReport.Running;
import dev.convoke.operator.LinkReport.Standing;
import dev.convoke.operator.LinkReport.Wanted;
import dev.convoke.operator.LinkReport.WithoutServer;
import dev.convoke.store.LinkRow;
import dev.convoke.store.LinkTable.Desired;
import dev.convoke.terms.DesiredState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be wanted of links, and how far a server is with it. */
class LinkActionsTest {

    @RegisterExtension
    final Office office = new Office();

    private LinkActions links() {
        return office.operator().links();
    }

    private Wanted want(String link, DesiredState desired) {
        return done(links().change(new ChangeLink(link, desired))).wanted();
    }

    /** What the running server writes down. */
    private void serverWrites(LinkRow... rows) {
        await(office.store().links().write(List.of(rows)));
    }

    private static LinkRow row(Wanted wanted, String bind, String state) {
        return new LinkRow(
                new Desired(wanted.link(), wanted.wanted(), wanted.at()), bind, state, NOON, "trouble", 3, 4, NOON);
    }

    @Test
    void withoutAServerTellsWhatTheNextOneWillHeed() {
        want("other", DesiredState.DRAINED);

        assertThat(links().list())
                .isEqualTo(new WithoutServer(List.of(
                        new Wanted("main", DesiredState.UP, Instant.EPOCH),
                        new Wanted("other", DesiredState.DRAINED, NOON))));
    }

    @Test
    void aRunningServerTellsWhereItsBindsStand() {
        office.serverRuns = true;
        Wanted wanted = want("main", DesiredState.STOPPED);
        serverWrites(row(wanted, "transceiver", "stopped"));

        office.clock.advance(Duration.ofSeconds(30));

        assertThat(links().list())
                .isEqualTo(new Running(
                        List.of(new Standing(wanted, "transceiver", "stopped", NOON, "trouble", 3, 4)),
                        Duration.ofSeconds(30),
                        false));
        office.clock.advance(Duration.ofSeconds(1));
        assertThat(((Running) links().list()).isStale()).isTrue();
    }

    @Test
    void aServerThatHasNotSaidAnythingIsNotStale() {
        office.serverRuns = true;

        assertThat(links().list()).isEqualTo(new Running(List.of(), Duration.ZERO, false));
    }

    @Test
    void onlyALinkOfTheConfigurationCanBeChanged() {
        assertThat(errors(links().change(new ChangeLink("mian", DesiredState.UP))))
                .containsExactly(new FieldError("link", "mian", "main, other", ""));
        assertThat(office.store().links().desired()).isEmpty();
    }

    @Test
    void saysWhetherAServerIsThereToHeedIt() {
        assertThat(done(links().change(new ChangeLink("main", DesiredState.STOPPED))))
                .isEqualTo(new Noted(new Wanted("main", DesiredState.STOPPED, NOON), false));

        office.serverRuns = true;

        assertThat(done(links().change(new ChangeLink("main", DesiredState.UP))).serverRuns())
                .isTrue();
    }

    @Test
    void whatIsWantedIsKnownAgainThoughTheTableKeepsMilliseconds() {
        office.clock.set(NOON.plusNanos(1_234_567));
        Wanted wanted = want("main", DesiredState.STOPPED);

        serverWrites(row(wanted, "transceiver", "stopped"));

        assertThat(links().progress(wanted).instead()).isEmpty();
        assertThat(wanted.at()).isEqualTo(NOON.plusMillis(1));
    }

    @Test
    void whatAServerWroteBeforeItReadWhatIsWantedDoesNotCount() {
        Wanted before = want("main", DesiredState.UP);
        serverWrites(row(before, "transceiver", "stopped"));
        office.clock.advance(Duration.ofSeconds(1));

        Wanted wanted = want("main", DesiredState.STOPPED);

        assertThat(links().progress(wanted).heeded()).isEmpty();
        assertThat(links().progress(wanted).isDone()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "UP, bound, true",
        "UP, binding, false",
        "UP, stopped, false",
        "DRAINED, draining, false",
        "DRAINED, stopped, true",
        "STOPPED, bound, false",
        "STOPPED, stopped, true"
    })
    void isDoneWhenTheBindIsAsItIsWanted(DesiredState desired, String state, boolean done) {
        Wanted wanted = want("main", desired);

        serverWrites(row(wanted, "transceiver", state));

        assertThat(links().progress(wanted).isDone()).isEqualTo(done);
    }

    @Test
    void isDoneWhenAllBindsOfTheLinkAre() {
        Wanted wanted = want("main", DesiredState.UP);
        Wanted other = new Wanted("other", DesiredState.UP, NOON);

        serverWrites(
                row(wanted, "receiver", "bound"),
                row(wanted, "transmitter", "retrying"),
                row(other, "receiver", "bound"));

        assertThat(links().progress(wanted).isDone()).isFalse();
        assertThat(links().progress(wanted).heeded())
                .extracting(Standing::bind)
                .containsExactly("receiver", "transmitter");
    }

    @Test
    void tellsThatSomebodyElseWantsSomethingElse() {
        Wanted wanted = want("main", DesiredState.STOPPED);
        office.clock.advance(Duration.ofMillis(1));
        Wanted instead = want("main", DesiredState.UP);

        serverWrites(row(instead, "transceiver", "binding"));

        Progress progress = links().progress(wanted);
        assertThat(progress.instead()).contains(DesiredState.UP);
        assertThat(progress.isDone()).isFalse();
    }
}
