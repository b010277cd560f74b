import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import org.omegat.core.segmentation.Rule;
import org.omegat.core.segmentation.SRX;
import org.omegat.core.segmentation.Segmenter;
import org.omegat.util.Language;

/** Writes OmegaT's own rules for a language as SRX, and what it makes of each line of a file with them. */
public class Omegat {
    public static void main(String[] arguments) throws Exception {
        Language language = new Language(arguments[0]);
        SRX srx = SRX.getDefault();
        StringBuilder rules = new StringBuilder();
        for (Rule rule : srx.lookupRulesForLanguage(language)) {
            rules.append("<rule break='").append(rule.isBreakRule() ? "yes" : "no").append("'><beforebreak>")
                .append(escaped(rule.getBeforebreak())).append("</beforebreak><afterbreak>")
                .append(escaped(rule.getAfterbreak())).append("</afterbreak></rule>\n");
        }
        Files.write(Paths.get(arguments[2]), rules.toString().getBytes(StandardCharsets.UTF_8));
        Segmenter segmenter = new Segmenter();
        segmenter.setSRX(srx);
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        String texts = new String(Files.readAllBytes(Paths.get(arguments[1])), StandardCharsets.UTF_8);
        for (String text : texts.split("\n")) {
            for (String segment : segmenter.segment(language, text, null, null)) {
                if (!segment.trim().isEmpty()) {
                    out.print(segment.trim() + "\u001e");
                }
            }
            out.print("\u001d");
        }
    }

    private static String escaped(String text) {
        return text == null ? "" : text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
