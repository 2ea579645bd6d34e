package dev.convoke.cli.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.terms.ServiceNumber;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Links that write a text, and their pictures. */
class SmsLinkTest {

    private static final ServiceNumber SHORT_CODE = new ServiceNumber("84433");

    @Test
    void encodesWhatIsNoLetterOrDigit() {
        assertThat(new SmsLink(SHORT_CODE, "JOIN 8401234")).hasToString("sms:84433?body=JOIN%208401234");
        assertThat(new SmsLink(new ServiceNumber("+441632960961"), "[2001:db8::7]:5000 1&2=3%+#é"))
                .hasToString("sms:+441632960961?body=%5B2001%3Adb8%3A%3A7%5D%3A5000%201%262%3D3%25%2B%23%C3%A9");
    }

    @Test
    void isAUriFromWhichTheTextComesBack() {
        String text = "OPEN 203.0.113.7:5000 8401234 4921 Ali Ć \ud83d\ude00";

        URI link = URI.create(new SmsLink(SHORT_CODE, text).toString());

        assertThat(link.getScheme()).isEqualTo("sms");
        assertThat(link.getSchemeSpecificPart()).isEqualTo("84433?body=" + text);
    }

    @Test
    void aPictureHasItsFindersItsMarginAndOneWidth() {
        QrPicture picture = QrPicture.of("sms:84433?body=JOIN%208401234");

        List<String> lines = picture.lines(false);

        assertThat(lines)
                .hasSize((picture.size() + 8 + 1) / 2)
                .allSatisfy(line -> assertThat(line).hasSize(picture.size() + 8));
        assertThat(lines.get(0)).isBlank();
        assertThat(lines.get(2)).startsWith("    █▀▀▀▀▀█").endsWith("█▀▀▀▀▀█    ");
        assertThat(picture.lines(true))
                .allSatisfy(
                        line -> assertThat(line).startsWith("\u001b[30;107m").endsWith("\u001b[0m"));
    }
}
