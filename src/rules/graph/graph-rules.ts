import { AUTOSCALER_AND_REPLICAS, SCALE_TARGET_MISSING, TWO_AUTOSCALERS, VPA_FIGHTS_HPA } from './autoscaler';
import { CALL_MISSES_PORT, callMissesServiceRule, POLICY_BLOCKS_CALLEE, POLICY_BLOCKS_CALLER } from './call-rules';
import { BUDGET_OVER_SEVERAL, BUDGET_WITHOUT_PODS, TWO_BUDGETS } from './disruption-budget';
import { POLICY_DNS_WITHOUT_TCP, POLICY_WITHOUT_DNS } from './dns';
import { DUPLICATE_OBJECT } from './duplicate-object';
import { External } from './external';
import { GATEWAY_REFUSES_ROUTE, missingGatewayRule } from './gateway';
import { meshRules } from './mesh-rules';
import { MESH_STRICT_SCRAPE } from './mesh-scrape';
import { missingKeyRule, missingObjectRules } from './missing-object';
import { MONITOR_FINDS_NOTHING, MONITOR_PORT } from './monitor';
import { CLAIM_NOT_MOUNTED, VOLUME_NOT_MOUNTED } from './mount';
import { POLICY_PEER_WITHOUT_PODS, POLICY_PORT_NAME, POLICY_PORT_NOT_OPEN, POLICY_SERVICE_PORT, POLICY_WITHOUT_PODS } from './network-policy-rules';
import { roleBindingRules } from './role-binding';
import { ROUTE_CLASH } from './route-clash';
import { OVERLAPPING_SELECTORS } from './selector';
import { DUPLICATE_NODE_PORT, SERVICE_MIXES_PROGRAMS, SERVICE_PORT_NOT_OPEN, SERVICE_SHARED, SERVICE_TARGET_PORT, SERVICE_WITHOUT_PODS } from './service-pods';
import { serviceUseRules } from './service-use';
import { STATEFUL_SET_SERVICE } from './stateful-set';
import { IRule } from '../rule';

/**
 * What one object says about another is true, over all that is applied together.
 *
 * @param externals what is in the cluster and not among the manifests
 * @internal
 */
export function graphRules(externals: External[]): IRule[] {
  return [
    DUPLICATE_OBJECT,
    // by name
    ...missingObjectRules(externals),
    missingKeyRule(externals),
    CLAIM_NOT_MOUNTED,
    VOLUME_NOT_MOUNTED,
    ...roleBindingRules(externals),
    // from requests to pods
    ...serviceUseRules(externals),
    ROUTE_CLASH,
    missingGatewayRule(externals),
    GATEWAY_REFUSES_ROUTE,
    SERVICE_WITHOUT_PODS,
    SERVICE_TARGET_PORT,
    SERVICE_PORT_NOT_OPEN,
    SERVICE_MIXES_PROGRAMS,
    SERVICE_SHARED,
    DUPLICATE_NODE_PORT,
    STATEFUL_SET_SERVICE,
    // who decides about pods
    OVERLAPPING_SELECTORS,
    SCALE_TARGET_MISSING,
    TWO_AUTOSCALERS,
    AUTOSCALER_AND_REPLICAS,
    VPA_FIGHTS_HPA,
    BUDGET_WITHOUT_PODS,
    BUDGET_OVER_SEVERAL,
    TWO_BUDGETS,
    // who may talk to whom
    callMissesServiceRule(externals),
    CALL_MISSES_PORT,
    POLICY_BLOCKS_CALLER,
    POLICY_BLOCKS_CALLEE,
    POLICY_WITHOUT_DNS,
    POLICY_DNS_WITHOUT_TCP,
    POLICY_WITHOUT_PODS,
    POLICY_PEER_WITHOUT_PODS,
    POLICY_SERVICE_PORT,
    POLICY_PORT_NAME,
    POLICY_PORT_NOT_OPEN,
    ...meshRules(externals),
    // who watches
    MESH_STRICT_SCRAPE,
    MONITOR_FINDS_NOTHING,
    MONITOR_PORT,
  ];
}
