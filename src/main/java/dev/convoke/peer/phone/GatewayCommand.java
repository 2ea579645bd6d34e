package dev.convoke.peer.phone;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that sends texts, such as {@code gammu sendsms TEXT {to} -text {text}}. It is started without a shell: neither number nor
 * text can become anything but one word.
 *
 * @param words the program and its words, with {@code {to}} and {@code {text}} in them
 */
public record GatewayCommand(List<String> words) {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    /** Copies the words. */
    public GatewayCommand {
        words = List.copyOf(words);
    }

    /**
     * Reads a command line: words between blanks, or between quotes.
     *
     * @throws PhoneException if the text would not go into it
     */
    public static GatewayCommand parse(String typed) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(typed);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3));
        }
        if (words.stream().skip(1).noneMatch(one -> one.contains("{text}"))) {
            throw new PhoneException("--send: {text} is missing; the program is given the text in its place");
        }
        return new GatewayCommand(words);
    }

    /**
     * Runs it and waits.
     *
     * @throws PhoneException if it cannot be started, fails, or takes longer; what it was given is not repeated
     */
    public void send(String to, String text, Duration patience) throws InterruptedException {
        List<String> command = words.stream()
                .map(word -> Pattern.compile("\\{(to|text)}")
                        .matcher(word)
                        .replaceAll(
                                found -> Matcher.quoteReplacement(found.group(1).equals("to") ? to : text)))
                .toList();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                process.destroyForcibly();
                throw new PhoneException(
                        "--send: " + words.get(0) + " did not end within " + patience.toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                throw new PhoneException("--send: " + words.get(0) + " failed with exit code " + process.exitValue());
            }
        } catch (IOException noProgram) {
            throw new PhoneException("--send: " + words.get(0) + " cannot be started");
        }
    }
}
