package dev.convoke.paging;

import static dev.convoke.paging.SmsFixture.SERVICE;
import static dev.convoke.paging.SmsFixture.await;
import static dev.convoke.paging.SmsFixture.look;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.paging.MobileTerminated.Urgency;
import dev.convoke.paging.PageMessaging.Sent;
import dev.convoke.paging.PageMessaging.Submitted;
import dev.convoke.store.Store;
import dev.convoke.store.sqlite.MigratedFile;
import dev.convoke.terms.MessageId;
import dev.convoke.terms.Msisdn;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed (SIGKILL) while it sends 2,000 texts: none vanishes, none goes twice. */
class OutboxCrashTest {

    private static final int TEXTS = 2_000;
    private static final int KILLED_AFTER = 700;

    @TempDir
    private Path folder;

    @Test
    @Timeout(120)
    void afterAKillEachTextIsSentOrOfUnknownOutcome() throws IOException, InterruptedException {
        Path file = MigratedFile.at(folder.resolve("convoke.db"));
        List<String> before = sentBeforeTheKill(file);
        ScriptedMessaging centre = new ScriptedMessaging();

        try (Store store = SmsFixture.open(file);
                Outbox outbox = new Outbox(
                        store.outbox(), centre, OutboxSettings.defaults(), Clock.systemUTC(), SmsFixture.THREADS)) {
            outbox.start();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> look(file, "SELECT 1 FROM outbox WHERE state IN ('waiting', 'sending')")
                            .isEmpty());
        }

        List<String> unknown = look(file, "SELECT text FROM outbox WHERE state = 'unknown'");
        List<String> sent = look(file, "SELECT text FROM outbox WHERE state = 'sent'");
        assertThat(sent).doesNotHaveDuplicates().hasSize(TEXTS - unknown.size());
        assertThat(centre.given()).as("none goes twice").doesNotHaveDuplicates().doesNotContainAnyElementsOf(before);
        assertThat(centre.given()).as("none of unknown outcome goes again").doesNotContainAnyElementsOf(unknown);
        List<String> somewhere = new ArrayList<>(before);
        somewhere.addAll(centre.given());
        somewhere.addAll(unknown);
        assertThat(somewhere).as("none vanishes").containsAll(sent);
        assertThat(unknown).hasSizeLessThanOrEqualTo(OutboxSettings.defaults().inFlight());
    }

    private List<String> sentBeforeTheKill(Path file) throws IOException, InterruptedException {
        Path out = folder.resolve("sent");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        file.toString(),
                        out.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Files.exists(out) && lines(out).size() >= KILLED_AFTER);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(lines(out)).hasSizeLessThan(TEXTS);
        return lines(out);
    }

    /** The whole lines; the kill may have cut the last. */
    private static List<String> lines(Path file) throws IOException {
        String all = Files.readString(file);
        return all.substring(0, all.lastIndexOf('\n') + 1).lines().toList();
    }

    /** Adds all the texts, then sends them to a message centre that writes each down and answers a little later. */
    static final class Victim {

        private Victim() {}

        public static void main(String[] args) throws IOException {
            PrintStream out = new PrintStream(args[1], StandardCharsets.US_ASCII);
            Store store = SmsFixture.open(Path.of(args[0]));
            Outbox outbox = new Outbox(
                    store.outbox(), new Scribe(out), OutboxSettings.defaults(), Clock.systemUTC(), SmsFixture.THREADS);
            List<CompletableFuture<Void>> added = new ArrayList<>();
            for (int i = 0; i < TEXTS; i++) {
                added.add(outbox.send(new MobileTerminated(
                        new Msisdn("+4477009" + (10_000 + i)),
                        SERVICE,
                        "text " + i,
                        "",
                        Urgency.NOTICE,
                        Instant.now().plusSeconds(600))));
            }
            await(CompletableFuture.allOf(added.toArray(CompletableFuture[]::new)));
            outbox.start();
        }
    }

    /** Takes everything, one millisecond after it has written it down. */
    private record Scribe(PrintStream out) implements PageMessaging {

        @Override
        public CompletableFuture<Submitted> submit(SubmitRequest request) {
            return request.mark().onSending("main", 1).thenCompose(marked -> {
                out.print(request.text().text() + "\n");
                out.flush();
                return CompletableFuture.supplyAsync(
                        () -> new Submitted.Taken(new Sent(0, List.of(MessageId.of("1")))),
                        CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS));
            });
        }

        @Override
        public boolean hasRoom() {
            return true;
        }
    }
}
