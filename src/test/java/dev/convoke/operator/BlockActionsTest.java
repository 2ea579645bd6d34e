package dev.convoke.operator;

import static dev.convoke.operator.Office.NOON;
import static dev.convoke.operator.Office.NO_ROOM;
import static dev.convoke.operator.Office.OTHER_ROOM;
import static dev.convoke.operator.Office.ROOM;
import static dev.convoke.operator.Office.await;
import static dev.convoke.operator.Office.done;
import static dev.convoke.operator.Office.errors;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.operator.BlockAction.AddBlock;
import dev.convoke.operator.BlockAction.ListBlocks;
import dev.convoke.operator.BlockAction.RemoveBlock;
import dev.convoke.operator.BlockActions.BlockDetails;
import dev.convoke.operator.Result.NotFound;
import dev.convoke.operator.Result.Subject;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.NumberPattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which numbers may be blocked and allowed, and how. */
class BlockActionsTest {

    private static final NumberPattern MANY = new NumberPattern("+4477*");
    private static final NumberPattern ONE = new NumberPattern("+447700900002");
    private static final Optional<ConferenceNumber> ALL_ROOMS = Optional.empty();
    private static final Optional<Duration> FOR_GOOD = Optional.empty();

    @RegisterExtension
    final Office office = new Office();

    @BeforeEach
    void addRooms() {
        office.add(ROOM);
        office.add(OTHER_ROOM);
    }

    private BlockActions blocks() {
        return office.operator().blocks();
    }

    private List<BlockDetails> list(Optional<ConferenceNumber> room) {
        return done(blocks().list(new ListBlocks(room)));
    }

    private void allow(NumberPattern pattern, ConferenceNumber room) {
        done(blocks().add(new AddBlock(pattern, Optional.of(room), true, FOR_GOOD, "")));
    }

    @Test
    void aBlockSaysWhichNumbersUntilWhenAndWhy() {
        AddBlock action = new AddBlock(MANY, ALL_ROOMS, false, Optional.of(Duration.ofHours(2)), " flood ");

        assertThat(done(blocks().add(action))).isEqualTo(MANY);

        assertThat(list(ALL_ROOMS))
                .containsExactly(
                        new BlockDetails(MANY, ALL_ROOMS, false, Optional.of(NOON.plus(Duration.ofHours(2))), "flood"));
        office.clock.advance(Duration.ofHours(2));
        assertThat(list(ALL_ROOMS)).isEmpty();
    }

    @Test
    void listsForARoomWhatCountsThere() {
        done(blocks().add(new AddBlock(MANY, ALL_ROOMS, false, FOR_GOOD, "")));
        allow(ONE, ROOM);
        allow(ONE, OTHER_ROOM);

        assertThat(list(Optional.of(ROOM)))
                .extracting(BlockDetails::room)
                .containsExactlyInAnyOrder(ALL_ROOMS, Optional.of(ROOM));
        assertThat(list(ALL_ROOMS)).hasSize(3);
    }

    @Test
    void spanAndReasonHaveTheLimitsOfBans() {
        AddBlock action = new AddBlock(MANY, ALL_ROOMS, false, Optional.of(Duration.ofDays(3_651)), "a\nb");

        assertThat(errors(blocks().add(action)))
                .containsExactly(
                        new FieldError("span", "PT87624H", "1s to 3650d", ""),
                        new FieldError("reason", "", "at most 200 characters, none of them control characters", ""));
        assertThat(list(ALL_ROOMS)).isEmpty();
    }

    @Test
    void whatIsRemovedIsTheRuleOfThatRoom() {
        allow(ONE, ROOM);

        assertThat(await(blocks().remove(new RemoveBlock(ONE, ALL_ROOMS))))
                .isEqualTo(new NotFound<NumberPattern>(
                        Subject.BLOCK, ALL_ROOMS, "+447700900002 is neither blocked nor allowed for all rooms"));
        assertThat(await(blocks().remove(new RemoveBlock(ONE, Optional.of(OTHER_ROOM)))))
                .isEqualTo(new NotFound<NumberPattern>(
                        Subject.BLOCK,
                        Optional.of(OTHER_ROOM),
                        "+447700900002 is neither blocked nor allowed for room 8401235"));
        assertThat(done(blocks().remove(new RemoveBlock(ONE, Optional.of(ROOM)))))
                .isEqualTo(ONE);
        assertThat(list(ALL_ROOMS)).isEmpty();
    }

    @Test
    void rulesAreForRoomsThatAreThere() {
        Optional<ConferenceNumber> room = Optional.of(NO_ROOM);
        Result<NumberPattern> none = Result.noRoom(NO_ROOM);

        assertThat(await(blocks().add(new AddBlock(MANY, room, false, FOR_GOOD, "a\nb"))))
                .isEqualTo(none);
        assertThat(await(blocks().remove(new RemoveBlock(MANY, room)))).isEqualTo(none);
        assertThat(blocks().list(new ListBlocks(room))).isInstanceOf(NotFound.class);
    }
}
