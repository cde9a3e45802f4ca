package shop;

import dev.cdk8sgopher.ITraitHost;
import dev.cdk8sgopher.Trait;

/** A trait of one team. */
final class Timezone extends Trait {
    private final String zone;

    Timezone(String zone) {
        this.zone = zone;
    }

    @Override
    public String getTraitId() {
        return "timezone";
    }

    @Override
    public void bind(ITraitHost host) {
        host.getDraft().addEnv("TZ", zone, "reports are cut at local midnight");
    }
}
