package shop;

import dev.cdk8sgopher.ExplainedValue;
import java.nio.file.Files;
import java.nio.file.Path;

/** The shop of examples/shop in Java, with a rule and a trait written in Java. */
public final class Main {
    private static final String WANTED = "[shop/checkout] company/owner: Deployment shop/checkout, metadata.labels: there is no owner. Say the owner on the platform.";

    public static void main(String[] args) {
        Path out = Path.of(args[0]);
        new Shop("team-shop", out.resolve("manifests").toString()).app.synth();

        // Without an owner, the rule objects, and nothing is written.
        Path refused = out.resolve("refused");
        Shop shop = new Shop(null, refused.toString());
        shop.frontend.addTraits(new Timezone("Europe/Zurich"));
        String said = refusal(shop);
        require(said.contains(WANTED), "the rule written in Java did not object, or in other words:\n" + said);
        require(!Files.exists(refused), "something was written in spite of the problem");

        // The trait wrote into the draft, and explain() says who it was.
        ExplainedValue tz = shop.frontend.explain().valueOf("env/TZ");
        require(tz != null && tz.getWho().equals("timezone"), "explain() does not know the trait written in Java");
    }

    /** What synthesis says when it refuses to write. */
    private static String refusal(Shop shop) {
        try {
            shop.app.synth();
            return "nothing";
        } catch (RuntimeException refusal) {
            return String.valueOf(refusal.getMessage());
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
