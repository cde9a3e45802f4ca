package shop;

import dev.cdk8sgopher.Manifest;
import dev.cdk8sgopher.Manifests;
import dev.cdk8sgopher.Rule;
import dev.cdk8sgopher.RuleReport;

/** A rule of one company. */
final class EveryServiceHasAnOwner extends Rule {
    @Override
    public String getRuleId() {
        return "company/owner";
    }

    @Override
    public String getReason() {
        return "Nobody is called when it breaks.";
    }

    @Override
    public String getRemedy() {
        return "Say the owner on the platform.";
    }

    @Override
    public void check(Manifests manifests, RuleReport report) {
        for (Manifest deployment : manifests.ofKind("Deployment")) {
            if (deployment.label("owner") == null) {
                report.add(deployment, "metadata.labels", "there is no owner");
            }
        }
    }
}
