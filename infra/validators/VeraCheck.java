import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Runs the rules of veraPDF. Arguments: profile and file in turn. Prints a line "file, profile, rule, place" for each broken
 * rule and a line "file, profile, checked, number of checks" at the end of each, separated by tabs.
 */
class VeraCheck {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (int index = 0; index < arguments.length; index += 2) {
            check(PDFAFlavour.fromString(arguments[index]), arguments[index + 1]);
        }
    }

    private static void check(PDFAFlavour profile, String name) throws Exception {
        try (FileInputStream file = new FileInputStream(name);
                PDFAParser parser = Foundries.defaultInstance().createParser(file, profile);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            for (TestAssertion broken : result.getTestAssertions()) {
                String rule = broken.getRuleId().getClause() + "-" + broken.getRuleId().getTestNumber();
                print(name, profile.getId(), rule, broken.getMessage() + " " + broken.getLocation().getContext());
            }
            print(name, profile.getId(), "checked", String.valueOf(result.getTotalAssertions()));
        }
    }

    private static void print(String... columns) {
        System.out.println(String.join("\t", columns).replace('\n', ' '));
    }
}
