package dev.convoke.peer.smsc;

import static dev.convoke.peer.smsc.ControlledSmsc.ALICE;
import static dev.convoke.smpp.LinkBench.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.convoke.paging.PageMessaging.Submitted;
import dev.convoke.peer.smsc.Fault.Answer;
import dev.convoke.peer.smsc.Fault.Ids;
import dev.convoke.peer.smsc.Fault.Layout;
import dev.convoke.peer.smsc.Fault.State;
import dev.convoke.peer.smsc.Fault.When;
import dev.convoke.smpp.LinkBench;
import dev.convoke.smpp.Links;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults as values and words, how often they strike, and what an ESME sees of those that a whole server hides. */
@Timeout(60)
class FaultsTest {

    private ControlledSmsc centre;

    @BeforeEach
    void open() throws IOException {
        centre = new ControlledSmsc();
    }

    @AfterEach
    void close() {
        centre.close();
    }

    static Stream<Fault> oneOfEachKind() {
        return Stream.of(
                new Fault.RefuseBind(0x0e),
                new Fault.RefuseBind(0x1234),
                new Fault.Drop(7, true),
                new Fault.Silence(Answer.ENQUIRE),
                new Fault.RefuseSubmit(0x14, 5),
                new Fault.Delay(Answer.BIND, Duration.ofMillis(250)),
                new Fault.Duplicate(),
                new Fault.Malformed(Fault.Shape.TLV_LENGTH),
                new Fault.Receipts(When.TWICE, Duration.ofSeconds(2), Ids.PADDED, Layout.ODD, State.UNDELIV),
                new Fault.Parts(Fault.Order.MISSING));
    }

    @ParameterizedTest
    @MethodSource("oneOfEachKind")
    void whatAFaultPrintsIsReadAsTheSame(Fault fault) {
        assertThat(parse(fault.words())).isEqualTo(fault);
    }

    @Test
    void everyKindIsTested() {
        assertThat(oneOfEachKind().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(Fault.class.getPermittedSubclasses());
        assertThat(FaultKind.values()).hasSize(Fault.class.getPermittedSubclasses().length);
    }

    private static Fault parse(String words) {
        List<String> all = Arrays.asList(words.split(" "));
        Map<String, String> parameters = all.stream()
                .skip(1)
                .map(pair -> pair.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return FaultKind.parse(all.get(0), parameters);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "explode | fault: explode (expected: refuse-bind, drop,",
                "drop before=1 | fault: before=… (expected: drop after=N mid-pdu=true|false)",
                "drop after=-1 | after: -1 (expected: a whole number)",
                "drop after=2000000 | after: 2000000 (expected: 0..1000000)",
                "silence of=everything | of: everything (expected: bind, submit, enquire, deliver)",
                "delay of=deliver | of: deliver (expected: bind, submit or enquire)",
                "delay by=soon | by: soon (expected: a time such as 200ms, 5s or 1m)",
                "refuse-submit status=nope | status: nope (expected: bind-failed,",
                "refuse-bind status=0 | status: 0 (expected: 1.."
            })
    void aSlipIsNamedWithWhatWasExpected(String words, String complaint) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(words)).withMessageContaining(complaint);
    }

    @Test
    void strikesAsOftenAsToldAndIsGone() {
        Faults faults = new Faults(() -> {});
        faults.arm(new Fault.Silence(Answer.SUBMIT), 2);
        faults.arm(new Fault.Silence(Answer.ENQUIRE), Faults.UNTIL_DISARMED);

        for (int i = 0; i < 2; i++) {
            assertThat(faults.strike(Fault.Silence.class, fault -> fault.of() == Answer.SUBMIT))
                    .isPresent();
        }

        assertThat(faults.strike(Fault.Silence.class, fault -> fault.of() == Answer.SUBMIT))
                .isEmpty();
        assertThat(faults.armed()).extracting(Faults.Armed::fault).containsExactly(new Fault.Silence(Answer.ENQUIRE));
        faults.clear();
        assertThat(faults.strike(Fault.Silence.class)).isEmpty();
    }

    @Test
    void dropsAfterSoManyPdusEachTime() {
        Faults faults = new Faults(() -> {});
        faults.arm(new Fault.Drop(2, false), 2);

        List<Boolean> struck = Stream.generate(
                        () -> faults.strike(Fault.Drop.class).isPresent())
                .limit(7)
                .toList();

        assertThat(struck).containsExactly(false, false, true, false, false, true, false);
    }

    @Test
    void aDelayedAnswerLetsLaterOnesPass() {
        centre.smsc.faults().arm(new Fault.Delay(Answer.SUBMIT, Duration.ofMillis(600)), 1);
        Links links = centre.bound();

        // Which of the two is first on the wire is open.
        var one = links.submit(LinkBench.errand("one"));
        var other = links.submit(LinkBench.errand("other"));
        assertThat(CompletableFuture.anyOf(one, other)
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join())
                .isInstanceOf(Submitted.Taken.class);

        assertThat(List.of(one, other)).filteredOn(CompletableFuture::isDone).hasSize(1);
        assertThat(one.thenCombine(other, List::of)
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join())
                .allMatch(Submitted.Taken.class::isInstance);
    }

    @Test
    void aMalformedPduGoesBeforeATextThatIsWhole() {
        centre.smsc.faults().arm(new Fault.Malformed(Fault.Shape.SM_LENGTH), 3);
        centre.bound();

        for (int i = 0; i < 3; i++) {
            assertThat(centre.smsc.deliver(ALICE, "84433", "text " + i)).succeedsWithin(PATIENCE);
        }

        assertThat(centre.bench.sink.words()).containsExactly("text 0", "text 1", "text 2");
        assertThat(centre.smsc.faults().armed()).isEmpty();
    }

    @Test
    void aDropAtOnceCutsWhatIsConnected() {
        centre.bound();

        centre.smsc.faults().arm(new Fault.Drop(0, false), 1);

        assertThat(centre.smsc.faults().armed()).isEmpty();
        await().atMost(PATIENCE).until(() -> centre.bench.sink.words().isEmpty() && centre.smsc.receivers() == 1);
        assertThat(centre.smsc.deliver(ALICE, "84433", "after it")).succeedsWithin(PATIENCE);
    }

    @Test
    void isArmedListedAndDisarmedByTheControlPort() throws Exception {
        long first = centre.client.arm("drop", Map.of("after", "5", "mid-pdu", "true"), 3);
        centre.client.arm("duplicate", Map.of(), Faults.UNTIL_DISARMED);

        assertThat(centre.client.faults())
                .containsExactly(first + "  drop after=5 mid-pdu=true  struck 0 of 3", "2  duplicate  struck 0");
        centre.client.disarm(first);
        assertThat(centre.smsc.faults().armed()).extracting(Faults.Armed::fault).containsExactly(new Fault.Duplicate());
        centre.client.disarm(0);
        assertThat(centre.smsc.faults().armed()).isEmpty();
        assertThatThrownBy(() -> centre.client.disarm(first)).hasMessageContaining("no fault with this id");
        assertThatThrownBy(() -> centre.client.arm("drop", Map.of("after", "soon"), 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("after: soon (expected: a whole number)");
    }
}
