package dev.convoke.store.sqlite;

import static dev.convoke.store.sqlite.StoreFixture.ALICE;
import static dev.convoke.store.sqlite.StoreFixture.NOBODY;
import static dev.convoke.store.sqlite.StoreFixture.NOON;
import static dev.convoke.store.sqlite.StoreFixture.SERVICE;
import static dev.convoke.store.sqlite.StoreFixture.WINDOW;
import static dev.convoke.store.sqlite.StoreFixture.await;
import static dev.convoke.store.sqlite.StoreFixture.part;
import static dev.convoke.store.sqlite.StoreFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.store.InboxRow;
import dev.convoke.store.PartRow.TextKey;
import dev.convoke.store.PartTable.Added;
import dev.convoke.store.PartTable.Rules;
import dev.convoke.store.Store;
import dev.convoke.terms.Originator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes is killed (SIGKILL) in the middle: everything that it was answered is there afterwards. */
class StoreCrashTest {

    private static final int ENOUGH = 3_000;
    private static final int ENOUGH_IN_PARTS = 500;

    @TempDir
    private Path folder;

    @Test
    @Timeout(60)
    void everyTextThatWasAnsweredSurvivesAKill() throws IOException, InterruptedException {
        Path file = folder.resolve("convoke.db");
        Process process = victim(Victim.class, file);

        List<Long> answered = killAfter(process, ENOUGH);

        try (Store store = StoreFixture.open(file)) {
            List<InboxRow> open = store.inbox().open(0, Integer.MAX_VALUE);
            assertThat(open).extracting(InboxRow::id).containsAll(answered);
            assertThat(await(store.inbox().add(text(open.get(0).text(), NOON), WINDOW, NOBODY)))
                    .isEmpty();
        }
    }

    /** Between a part and the whole there is nothing: the last part and the text are one commit. */
    @Test
    @Timeout(60)
    void aKillBetweenPartsNeitherLosesNorDoublesAText() throws IOException, InterruptedException {
        Path file = folder.resolve("convoke.db");
        Process process = victim(VictimOfParts.class, file);

        List<Long> answered = killAfter(process, ENOUGH_IN_PARTS);

        try (Store store = StoreFixture.open(file)) {
            assertThat(store.inbox().open(0, Integer.MAX_VALUE))
                    .extracting(InboxRow::id)
                    .containsAll(answered);
            for (int n = 0; n < ENOUGH_IN_PARTS + 100; n++) {
                await(VictimOfParts.add(store, n, 2));
                await(VictimOfParts.add(store, n, 1));
            }
            assertThat(store.inbox().open(0, Integer.MAX_VALUE))
                    .extracting(InboxRow::text)
                    .doesNotHaveDuplicates()
                    .contains("text 0", "text " + (ENOUGH_IN_PARTS + 99))
                    .hasSizeGreaterThanOrEqualTo(ENOUGH_IN_PARTS + 100);
        }
    }

    private static Process victim(Class<?> main, Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Reads so many ids as the process prints them, and kills it while it goes on. */
    private static List<Long> killAfter(Process process, int count) throws IOException, InterruptedException {
        List<Long> answered = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
            while (answered.size() < count) {
                answered.add(Long.parseLong(String.valueOf(out.readLine())));
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return answered;
    }

    /** Adds texts without end, at most fifty on their way, and prints the id of each that is answered. */
    static final class Victim {

        private Victim() {}

        public static void main(String[] args) throws InterruptedException {
            Semaphore window = new Semaphore(50);
            PrintStream out = new PrintStream(System.out, false, StandardCharsets.US_ASCII);
            Store store = StoreFixture.create(Path.of(args[0]));
            for (int n = 0; window.tryAcquire(10, TimeUnit.SECONDS); n++) {
                var unused = store.inbox()
                        .add(text("text " + n, NOON), Duration.ZERO, NOBODY)
                        .thenAccept(id -> {
                            out.println(id.orElseThrow());
                            out.flush();
                            window.release();
                        });
            }
        }
    }

    /** Adds texts in two parts without end, and prints the id of each that is whole. */
    static final class VictimOfParts {

        private static final Rules RULES = new Rules(Duration.ofMinutes(5), 100, WINDOW);

        private VictimOfParts() {}

        static CompletableFuture<Added> add(Store store, int n, int number) {
            TextKey text = new TextKey(new Originator.Phone(ALICE), SERVICE, "main", "WIDE", n % 65_536, 2);
            String words = number == 1 ? "text " : String.valueOf(n);
            return store.parts().add(part(text, number, words, NOON), RULES, StoreFixture::join);
        }

        public static void main(String[] args) throws InterruptedException {
            Semaphore window = new Semaphore(20);
            PrintStream out = new PrintStream(System.out, false, StandardCharsets.US_ASCII);
            Store store = StoreFixture.create(Path.of(args[0]));
            for (int n = 0; window.tryAcquire(10, TimeUnit.SECONDS); n++) {
                var unused = add(store, n, 1);
                var unusedWhole = add(store, n, 2).thenAccept(added -> {
                    out.println(added.whole().orElseThrow().id());
                    out.flush();
                    window.release();
                });
            }
        }
    }
}
