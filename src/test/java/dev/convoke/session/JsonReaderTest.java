package dev.convoke.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convoke.command.Blanks;
import dev.convoke.wire.SchemaCheck;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, JsonCommand> READABLE = Map.ofEntries(
            Map.entry("{'type':'hello','protocol':1}", new JsonCommand.Hello(1)),
            Map.entry("{'type':'look','code':'K7QW 3M9X'}", new JsonCommand.Look("K7QW 3M9X")),
            Map.entry("{'type':'pong','n':3}", new JsonCommand.Pong()),
            Map.entry("{'type':'say','text':'/who'}", new JsonCommand.Say("/who")),
            Map.entry("{'type':'me','text':'waves'}", new JsonCommand.Me("waves")),
            Map.entry(
                    "{'type':'data','content-type':'image/png','payload':'AQID'}",
                    new JsonCommand.Data("image/png", "AQID", 3)),
            Map.entry("{'type':'command','name':'lobby','argument':' on '}", new JsonCommand.Run("lobby", "on")),
            Map.entry("{'type':'who'}", new JsonCommand.Who()),
            Map.entry("{'type':'resume','meeting':'1x','seq':4}", new JsonCommand.Resume("1x", 4)),
            Map.entry(
                    "{'type':'answer','number':'8401234','pin':''}",
                    new JsonCommand.Answer(Optional.of("8401234"), Optional.of(""))),
            Map.entry("{'type':'leave'}", new JsonCommand.Leave()));

    private final JsonReader reader = new JsonReader();

    private JsonRequest read(String line) {
        return reader.read(line.replace('\'', '"'));
    }

    private static JsonNode node(String line) {
        return strictly(line.replace('\'', '"'));
    }

    private static JsonNode strictly(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    @Test
    void readsByWhatRightADeviceComes() {
        String byCode = "{'type':'hello','protocol':1,'code':'K7QW','session':'1x','nick':'Bob','resume':'s'}";
        String byPin = "{'type':'hello','protocol':1,'open':{'room':'8401234','pin':'4921','x':{}},'session':[]}";

        assertThat(read(byCode)).isEqualTo(hello("K7QW", null, null, "1x", "Bob", "s"));
        SchemaCheck.device(node(byCode));
        assertThat(read(byPin.replace(",'session':[]", "")))
                .isEqualTo(hello(null, "8401234", "4921", null, null, null));
        for (String wrong :
                List.of(byPin, "{'type':'hello','protocol':1,'open':7}", "{'type':'hello','protocol':1,'open':{}}")) {
            assertThat(read(wrong)).isInstanceOf(JsonRequest.Unreadable.class);
        }
    }

    private static JsonRequest hello(
            @Nullable String code,
            @Nullable String room,
            @Nullable String pin,
            @Nullable String session,
            @Nullable String nick,
            @Nullable String resume) {
        JsonCommand.Proof proof = new JsonCommand.Proof(
                Optional.ofNullable(code),
                Optional.ofNullable(room),
                Optional.ofNullable(pin),
                Optional.ofNullable(session),
                Optional.ofNullable(nick),
                Optional.ofNullable(resume),
                false);
        return new JsonRequest.Wanted(Optional.empty(), new JsonCommand.Hello(1, Optional.of(proof)));
    }

    @Test
    void readsEveryCommandThatTheSchemaDescribes() {
        READABLE.forEach((line, command) -> {
            assertThat(read(line)).isEqualTo(new JsonRequest.Wanted(Optional.empty(), command));
            SchemaCheck.device(node(line));
        });
        assertThat(READABLE.values().stream().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(JsonCommand.class.getPermittedSubclasses()));
    }

    @Test
    void keepsTheIdAndPassesOverWhatItDoesNotKnow() {
        String line = "{'x':{'deep':[1,{'y':2}]},'id':'7','type':'say','text':'a\\nb\\u0007','z':1e99}";

        assertThat(read(line)).isEqualTo(new JsonRequest.Wanted(Optional.of("7"), new JsonCommand.Say("a\nb")));
        SchemaCheck.device(node(line));
    }

    @Test
    void anIdThatWasReadComesBackWhateverIsWrongBehindIt() {
        for (String wrong : List.of(
                "{'id':'7','type':'say','text':'hi',}",
                "{'id':'7','type':'say','text':'hi'",
                "{'id':'7','type':'who','type':'who'}",
                "{'id':'7','id':'8','type':'who'}",
                "{'id':'7','a':" + "[".repeat(20) + "]".repeat(20) + "}",
                "{'id':'7','" + "n".repeat(65) + "':1}",
                "{'id':'7','type':'who'} x",
                "{'id':'7'," + many(33) + "}",
                "{'type':'shout','id':'7'}",
                "{'type':'say','id':'7'}")) {
            assertThat(((JsonRequest.Unreadable) read(wrong)).id()).as(wrong).contains("7");
        }
    }

    @Test
    void anIdThatCannotComeBackAsItIsDoesNotComeBack() {
        for (String wrong : List.of(
                "{'id':'\\ud800','type':'who'}",
                "{'id':'a\\udc00b','type':'who',}",
                "{'id':7,'type':'who'}",
                "{'type':'who',,'id':'7'}",
                "{'id':'" + "x".repeat(65) + "','type':'who'}")) {
            assertThat(((JsonRequest.Unreadable) read(wrong)).id()).as(wrong).isEmpty();
        }
        assertThat(read("{'id':'\\ud83c\\udf89 \\u0000','type':'who'}"))
                .isEqualTo(new JsonRequest.Wanted(Optional.of("\ud83c\udf89 \u0000"), new JsonCommand.Who()));
    }

    @Test
    void aMemberOfNobodysIsPassedOverHoweverLongItsNumberIs() {
        for (String number : List.of("9".repeat(40), "9".repeat(4_000), "-1e5", "0." + "3".repeat(200))) {
            assertThat(read("{'type':'who','id':'7','a':" + number + "}"))
                    .isEqualTo(new JsonRequest.Wanted(Optional.of("7"), new JsonCommand.Who()));
        }
    }

    @Test
    void everyTypeIsKnownForACommandWhereItIsNone() {
        READABLE.keySet()
                .forEach(line -> assertThat(reader.isCommand(line.replace('\'', '"')))
                        .as(line)
                        .isTrue());
        for (String line : List.of(
                "\u00a0 {'type':'who'}",
                "\u200d{'type':'say'}",
                "{'type':'msg','type':'say'",
                "{'text':'x','type':'say',}")) {
            assertThat(reader.isCommand(line.replace('\'', '"'))).as(line).isEqualTo(!line.contains("msg"));
        }
        for (String line : List.of(
                "",
                " ",
                "{shrugs}",
                "{}",
                "{",
                "{'type':7}",
                "{'type':''}",
                "{'type':'shout'}",
                "x {'type':'who'}",
                "[{'type':'who'}]",
                "{'a':{'type':'who'}}")) {
            assertThat(reader.isCommand(line.replace('\'', '"'))).as(line).isFalse();
        }
    }

    @Test
    void whatCannotBeReadIsRefusedWithItsCode() {
        Map<String, JsonProblem> wrong = Map.ofEntries(
                Map.entry("{", JsonProblem.MALFORMED),
                Map.entry("{}x", JsonProblem.MALFORMED),
                Map.entry("{} {}", JsonProblem.MALFORMED),
                Map.entry("[]", JsonProblem.MALFORMED),
                Map.entry("{'type':'who','type':'who'}", JsonProblem.MALFORMED),
                Map.entry("{'a':{'b':1,'b':2},'type':'who'}", JsonProblem.MALFORMED),
                Map.entry("{'a':" + "[".repeat(20) + "]".repeat(20) + "}", JsonProblem.MALFORMED),
                Map.entry("{'" + "n".repeat(65) + "':1}", JsonProblem.MALFORMED),
                Map.entry("{'a':" + "9".repeat(40) + "}", JsonProblem.INVALID),
                Map.entry("{" + many(33) + "}", JsonProblem.MALFORMED),
                Map.entry("{'type':NaN}", JsonProblem.MALFORMED),
                Map.entry("{}", JsonProblem.INVALID),
                Map.entry("{'type':7}", JsonProblem.INVALID),
                Map.entry("{'type':'say'}", JsonProblem.INVALID),
                Map.entry("{'type':'say','text':7}", JsonProblem.INVALID),
                Map.entry("{'type':'say','text':null}", JsonProblem.INVALID),
                Map.entry("{'type':'say','text':' \\n '}", JsonProblem.INVALID),
                Map.entry("{'type':'say','text':'" + "x".repeat(4_097) + "'}", JsonProblem.TOO_LONG),
                Map.entry("{'type':'say','text':'" + "字".repeat(1_400) + "'}", JsonProblem.TOO_LONG),
                Map.entry("{'type':'who','id':'" + "x".repeat(65) + "'}", JsonProblem.INVALID),
                Map.entry("{'type':'who','id':7}", JsonProblem.INVALID),
                Map.entry("{'type':'shout'}", JsonProblem.UNKNOWN_TYPE),
                Map.entry("{'type':'hello'}", JsonProblem.INVALID),
                Map.entry("{'type':'resume','meeting':'x','seq':-1}", JsonProblem.INVALID),
                Map.entry("{'type':'resume','meeting':'x','seq':1.5}", JsonProblem.INVALID),
                Map.entry("{'type':'resume','seq':1}", JsonProblem.INVALID),
                Map.entry("{'type':'command','name':' '}", JsonProblem.INVALID),
                Map.entry("{'type':'answer'}", JsonProblem.INVALID),
                Map.entry("{'type':'data','content-type':'png','payload':'AQID'}", JsonProblem.INVALID),
                Map.entry("{'type':'data','content-type':'a/b','payload':7}", JsonProblem.INVALID),
                Map.entry("{'type':'data','content-type':'a/b','payload':'AQI'}", JsonProblem.INVALID),
                Map.entry("{'type':'data','content-type':'a/b','payload':'A=ID'}", JsonProblem.INVALID),
                Map.entry("{'type':'data','content-type':'a/b','payload':'====' }", JsonProblem.INVALID),
                Map.entry(
                        "{'type':'data','content-type':'a/b','payload':'" + "AAAA".repeat(10_923) + "'}",
                        JsonProblem.TOO_LONG));

        wrong.forEach((line, problem) -> {
            JsonRequest request = read(line);
            assertThat(request).as(line).isInstanceOf(JsonRequest.Unreadable.class);
            assertThat(((JsonRequest.Unreadable) request).problem()).as(line).isEqualTo(problem);
        });
    }

    private static String many(int members) {
        return java.util.stream.IntStream.range(0, members)
                .mapToObj(i -> "'m" + i + "':1")
                .collect(Collectors.joining(","));
    }

    @Test
    void base64IsMeasuredAsTheLibraryDoes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            byte[] payload = new byte[random.nextInt(50)];
            random.nextBytes(payload);
            String base64 = Base64.getEncoder().encodeToString(payload);
            StringBuilder bent = new StringBuilder(base64);
            if (bent.length() > 0) {
                bent.setCharAt(random.nextInt(bent.length()), (char) random.nextInt(128));
            }

            assertThat(JsonCommandParser.octetsOf(base64)).as("seed %d", seed).isEqualTo(payload.length);
            assertThat(JsonCommandParser.octetsOf(bent.toString()))
                    .as("seed %d: %s", seed, bent)
                    .isEqualTo(canonicalOctets(bent.toString()));
        }
    }

    private static int canonicalOctets(String text) {
        try {
            byte[] decoded = Base64.getDecoder().decode(text);
            return Base64.getEncoder().encodeToString(decoded).equals(text) ? decoded.length : -1;
        } catch (IllegalArgumentException notBase64) {
            return -1;
        }
    }

    @Test
    void whateverAStrangerSendsIsAnsweredWithAValueAndAgreesWithTheSchema() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> seeds = List.copyOf(READABLE.keySet());
        for (int round = 0; round < 20_000; round++) {
            String line = bent(seeds.get(random.nextInt(seeds.size())).replace('\'', '"'), random);

            JsonRequest request = reader.read(line);

            // Whether the hello names a version spoken here, and a payload's size, are asked elsewhere.
            if (request instanceof JsonRequest.Wanted wanted && !(wanted.command() instanceof JsonCommand.Hello)) {
                assertThat(SchemaCheck.isForDevice(strictly(line.substring(Blanks.leading(line)))))
                        .as("seed %d: %s", seed, line)
                        .isTrue();
            }
        }
    }

    private static String bent(String line, Random random) {
        StringBuilder out = new StringBuilder(line);
        for (int i = random.nextInt(4); i >= 0 && out.length() > 0; i--) {
            int at = random.nextInt(out.length());
            switch (random.nextInt(4)) {
                case 0 -> out.deleteCharAt(at);
                case 1 -> out.setCharAt(at, (char) random.nextInt(0x180));
                case 2 -> out.insert(at, "{}[]\",:\\u0000e9-".charAt(random.nextInt(16)));
                default -> out.insert(at, out.substring(at, Math.min(out.length(), at + random.nextInt(12))));
            }
        }
        return out.toString();
    }
}
