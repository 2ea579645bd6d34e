package dev.convoke.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.inbound.Desk.Settled;
import dev.convoke.paging.ReceivedText;
import dev.convoke.terms.Originator;
import dev.convoke.terms.RefusalReason;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are handed over while they are being written; the test says when they are on disk, and whether. */
@Timeout(30)
class TextOnItsWayToDiskTest {

    private static final Originator ALICE = new Originator.Phone(Reception.person(1));
    private static final String DIAL_IN = "198.51.100.7:5000 8401234 492150 Alice";
    private static final long ID = 1_000;

    @RegisterExtension
    private final Desk desk = new Desk();

    private final CompletableFuture<Void> onDisk = new CompletableFuture<>();

    private void comes(String text) {
        assertThat(desk.desk.take(
                        new ReceivedText(ID, desk.received(ID, ALICE, text).mo(), onDisk)))
                .isTrue();
    }

    private void neverGetsThere() {
        onDisk.completeExceptionally(new IllegalStateException("no disk (wanted by this test)"));
    }

    @Test
    void aDialInIsDialledBeforeItIsOnDiskAndSettledAfterwards() {
        comes(DIAL_IN);
        await().until(() -> desk.dialled.size() == 1);
        desk.dialled.get(0).arrives();
        // Another's text, behind the end of the first.
        desk.outcomeOf(2, "HELP");
        assertThat(desk.settled).noneMatch(one -> one.id() == ID);

        onDisk.complete(null);

        assertThat(desk.outcomeOf(ID)).isEqualTo("in-room");
    }

    @Test
    void aDialInThatDoesNotGetThereIsSettledNever() {
        comes(DIAL_IN);
        await().until(() -> desk.dialled.size() == 1);

        neverGetsThere();
        desk.dialled.get(0).arrives();

        desk.outcomeOf(desk.texts(ALICE, "HELP"));
        assertThat(desk.settled).hasSize(1).noneMatch(one -> one.id() == ID);
    }

    @Test
    void whoIsInARoomBeforeTheTextIsOnDiskKeepsNoThreadWaiting() {
        comes(DIAL_IN);
        await().until(() -> desk.dialled.size() == 1);

        desk.dialled.get(0).arrives();

        // The sender's next text, and so on the same thread.
        assertThat(desk.outcomeOf(desk.texts(ALICE, "HELP"))).isEqualTo("help");
        assertThat(desk.settled).noneMatch(one -> one.id() == ID);
    }

    @Test
    void whoIsNotReachedIsToldWhenTheTextIsOnDiskAndNotBefore() {
        comes(DIAL_IN);
        await().until(() -> desk.dialled.size() == 1);
        desk.dialled.get(0).fails(RefusalReason.UNREACHABLE);
        assertThat(desk.answers).isEmpty();

        onDisk.complete(null);

        assertThat(desk.outcomeOf(ID)).isEqualTo("unreachable");
        assertThat(desk.sentences()).singleElement().asString().startsWith("Could not connect");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "198.51.100.7:5000 8401234 000000",
                "10.0.0.1:5000 8401234 492150",
                "198.51.100.7 8401234",
                "CLOSE 8401234 492150",
                "STOP",
                "see you at eight"
            })
    void nothingElseIsDoneForATextThatDoesNotGetThere(String text) {
        comes(text);

        neverGetsThere();

        // Behind it, because the sender is the same.
        desk.outcomeOf(desk.texts(ALICE, "HELP"));
        assertThat(desk.sentences()).hasSize(1).first().asString().startsWith("Convoke: text JOIN");
        assertThat(desk.settled).extracting(Settled::outcome).containsExactly("help");
        assertThat(desk.commands).isEmpty();
        assertThat(desk.dialled).isEmpty();
    }

    @Test
    void theNextTextOfTheSenderDoesNotOvertakeIt() {
        comes("CLOSE 8401234 492150");
        long next = desk.texts(ALICE, DIAL_IN);

        onDisk.complete(null);

        await().until(() -> desk.dialled.size() == 1);
        desk.dialled.get(0).arrives();
        desk.outcomeOf(next);
        assertThat(desk.settled).extracting(Settled::id).containsExactly(ID, next);
    }
}
