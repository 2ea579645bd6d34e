package dev.convoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README says about the code is so. */
class ManualTest {

    private static final Pattern NAMED = Pattern.compile("`([a-z.]+\\.[A-Z]\\w*Test)(?:\\.(\\w+))?`");

    @Test
    void everyTestThatItNamesIsThere() throws IOException {
        List<MatchResult> named =
                NAMED.matcher(Files.readString(Path.of("README.md"))).results().toList();

        assertThat(named).as("the table of steps and claims").hasSizeGreaterThan(20);
        assertThat(named).allSatisfy(test -> {
            List<String> methods = Arrays.stream(
                            Class.forName("dev.convoke." + test.group(1)).getDeclaredMethods())
                    .map(Method::getName)
                    .toList();
            Optional.ofNullable(test.group(2))
                    .ifPresent(method -> assertThat(methods).contains(method));
        });
    }
}
