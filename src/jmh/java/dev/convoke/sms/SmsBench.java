package dev.convoke.sms;

import dev.convoke.ShortBench;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a text costs on its way out and in: alphabet and segments. */
@State(Scope.Benchmark)
public class SmsBench extends ShortBench {

    private static final int REFERENCE = 7;
    private static final int MAX_PARTS = 10;

    // Not final, so that the compiler cannot work results out beforehand.
    private String refusal = "Number or PIN not accepted. Check both and text again.";
    private String longText = refusal.repeat(7);
    private String cyrillic = "Номер или PIN не приняты. ".repeat(6);
    private byte[] received = Gsm7.encode("OPEN 203.0.113.7:5000 8401234 4921 [Alice]");

    /** A refusal into the GSM alphabet. */
    @Benchmark
    public byte[] gsm7Encode() {
        return Gsm7.encode(refusal);
    }

    /** A dial-in from the GSM alphabet, its brackets from the extension table. */
    @Benchmark
    public String gsm7Decode() {
        return Gsm7.decode(received);
    }

    /** A refusal that fits one message. */
    @Benchmark
    public Optional<SegmentedText> oneMessage() {
        return SegmentedText.of(refusal, Alphabet.GSM7, REFERENCE, MAX_PARTS);
    }

    /** A text of three parts with their headers. */
    @Benchmark
    public Optional<SegmentedText> threeParts() {
        return SegmentedText.of(longText, Alphabet.GSM7, REFERENCE, MAX_PARTS);
    }

    /** A text of three parts in UCS-2. */
    @Benchmark
    public Optional<SegmentedText> threePartsOfUcs2() {
        return SegmentedText.of(cyrillic, Alphabet.GSM7, REFERENCE, MAX_PARTS);
    }
}
