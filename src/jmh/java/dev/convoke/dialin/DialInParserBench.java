package dev.convoke.dialin;

import dev.convoke.ShortBench;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What it costs to read a text: a dial-in, one of IPv6 in another order, a command, and what is nothing of ours. */
@State(Scope.Benchmark)
public class DialInParserBench extends ShortBench {

    @Param({
        "OPEN 203.0.113.7:5000 8401234 4921 Alice",
        "8401234, [2001:db8::7]:5000, Bob the builder",
        "CLOSE 8401234 4921",
        "See you at 10 tomorrow, same place as last week? Bring the papers please"
    })
    private String text = "";

    /** One text. */
    @Benchmark
    public DialInText parse() {
        return DialInParser.parse(text);
    }
}
