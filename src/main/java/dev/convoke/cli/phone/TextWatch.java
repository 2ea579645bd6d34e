package dev.convoke.cli.phone;

import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.peer.smsc.Delivered;
import dev.convoke.peer.smsc.SmscClient;
import dev.convoke.terms.SafeText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Shows the texts that a number is answered, as a phone would. One thread, ended by the close. */
final class TextWatch implements AutoCloseable {

    private static final Duration WAIT = Duration.ofSeconds(5);

    private final SmscClient smsc;
    private final String number;
    private final Consumer<String> show;
    private final Thread watching;
    private long last;

    private TextWatch(SmscClient smsc, String number, long last, Consumer<String> show, ThreadMaker threads) {
        this.smsc = smsc;
        this.number = number;
        this.last = last;
        this.show = show;
        this.watching = threads.thread("phone-texts", this::watch);
    }

    /**
     * Watches from now on.
     *
     * @throws IOException if the message centre does not answer
     */
    static TextWatch over(SmscClient smsc, String number, Consumer<String> show, ThreadMaker threads)
            throws IOException, InterruptedException {
        List<Delivered> before = smsc.texts(number, 0, Duration.ZERO);
        long last = before.isEmpty() ? 0 : before.get(before.size() - 1).seq();
        TextWatch watch = new TextWatch(smsc, number, last, show, threads);
        watch.watching.start();
        return watch;
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                for (Delivered text : smsc.texts(number, last, WAIT)) {
                    last = text.seq();
                    show.accept("SMS from " + text.from() + ": " + SafeText.cleaned(text.text()));
                }
            }
        } catch (IOException gone) {
            show.accept("The message centre does not answer any more; texts are not shown.");
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        watching.interrupt();
    }
}
