package dev.convoke.cli.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a bench has found: how it was asked, and figures; as a table for people or one JSON object for programs. */
final class Figures {

    private final Map<String, Object> conditions = new LinkedHashMap<>();
    private final List<Figure> figures = new ArrayList<>();

    private record Figure(String key, String label, String unit, BigDecimal value) {}

    /** Under which condition all of it holds; a string or a number. */
    void condition(String name, Object value) {
        conditions.put(name, value);
    }

    /** A figure, rounded to so many decimals. */
    void add(String key, String label, double value, String unit, int decimals) {
        figures.add(new Figure(key, label, unit, BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP)));
    }

    /** Prints the table. */
    void table(PrintWriter out) {
        conditions.forEach((name, value) -> out.printf("%-12s%s%n", name, value));
        out.println();
        for (Figure figure : figures) {
            out.printf(
                    Locale.ROOT,
                    "%-34s%,14" + decimals(figure) + "  %s%n",
                    figure.label(),
                    figure.value(),
                    figure.unit());
        }
        out.flush();
    }

    private static String decimals(Figure figure) {
        return "." + figure.value().scale() + "f";
    }

    /** Prints the object. */
    void json(PrintWriter out) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, Object> condition : conditions.entrySet()) {
                json.writeObjectField(condition.getKey(), condition.getValue());
            }
            for (Figure figure : figures) {
                json.writeNumberField(figure.key(), figure.value());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        out.println(text);
        out.flush();
    }
}
