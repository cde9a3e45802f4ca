/*
 * Values that are worth a try: the edges of what the API takes, and common mistakes.
 */

const x = (length: number): string => 'x'.repeat(length);

/** For any text. */
export const TEXTS: readonly string[] = [
  '', ' ', 'a', 'A', 'web', 'web-1', '1web', '-web', 'web-', '_web', 'web_x', 'web.example', 'web.', '.web', 'web..x', 'Web', 'web/x', 'example.com/web', '/web', 'web/', 'a/b/c', 'Example.com/web',
  x(15), x(16), x(52), x(53), x(62), x(63), x(64), x(252), x(253), x(254), `${x(63)}.${x(63)}`, `${x(64)}.a`, `example.com/${x(63)}`, `example.com/${x(64)}`, `${x(253)}/a`, `${x(254)}/a`,
  'ü', '日本', 'web\n', '\t', '*', '**', '*.example.com', 'a*', '*.a', '10.0.0.1', '010.0.0.1', '::1', '10.0.0.0/8', 'None', 'TCP', 'true', 'null', '8080', '0', '-1', '80%', '1.5', '/abs', '/a/../b', '../x', 'a/../b',
  'a//b', '..data', '.', '..', '...', 'kubernetes.io/x', 'k8s.io/x', 'cpu', 'memory', 'http', 'a=b', 'a b', 'a,b', 'a%b', 'a:b', 'C:\\a', '$(A)', 'system:x', 'localhost', '127.0.0.1',
];

/** For whole numbers. */
export const INTEGERS: readonly number[] = [
  -2147483648, -1, 0, 1, 2, 3, 5, 10, 15, 30, 31, 45, 46, 60, 63, 64, 80, 99, 100, 101, 254, 255, 256, 443, 511, 512, 599, 600, 601, 1800, 1801,
  3600, 3601, 8080, 9090, 10000, 10001, 30000, 30080, 32767, 32768, 65535, 65536,
  86400, 86401, 100000, 100001, 1000000, 1000000000, 1000000001, 2147483646, 2147483647,
];
/** For those of 64 bits. */
export const LONGS: readonly number[] = [...INTEGERS, 2147483648, 4294967295, 4294967296, 4294967297];

export const QUANTITIES: readonly unknown[] = [
  '0', '1', '2', '100m', '1m', '0.5', '1.5', '1.5Gi', '128Mi', '1Gi', '10Gi', '1Ki', '1k', '1K', '1KB', '1ki', '1e3', '1E3', '1e-3', '-1', '-100m', '-0', '+1', '.5', '5.', '1n', '1u', '0.1n', '1Ei', '8Ei', '9E', '1E', '', ' 1', '1 ',
  '1 Gi', '0x1', 'a', '4Mi', '3Mi', '100000000000000000000', '9223372036854775807', '9223372036854775808', 0, 1, 2, 0.5, -1, 1.25, 1000000,
];

export const AMOUNTS: readonly unknown[] = [0, 1, 2, -1, 53, 80, 8080, 65535, 65536, '0', '80', '0%', '1%', '25%', '50%', '100%', '101%', '200%', '-1%', '1.5%', '1%%', '%', '', 'http', 'HTTP', 'a--b', '-a', 'a-', '123', x(15), x(16), 1.5];

export const BYTES: readonly string[] = ['', 'YQ==', 'YWI=', 'YWJj', 'YQ', 'YQ=', 'a', '====', 'YQ==\n', 'Y Q==', 'ü'];

export const TIMES: readonly string[] = ['2026-01-31T09:30:00Z', '2026-01-31T09:30:00+01:00', '2026-01-31T09:30:00.123456Z', '2026-02-31T09:30:00Z', '2026-01-31', '', 'now'];

/** Of another type than any. */
export const STRANGERS: readonly unknown[] = [null, '', 'text', 0, 1, 1.5, -1, true, false, [], {}, ['a'], [1], [{}], [null], { a: 'b' }, { a: 1 }, '1', 'true', 1e100];

/** In CEL, compiled or not: the good ones first. */
const EXPRESSIONS: readonly string[] = [
  'true', 'has(object.spec)', 'object.spec.replicas <= 3', '\'a\' + \'b\'', 'self == oldSelf', 'has(self.size)', 'self.size > 3', 'self.size >= oldSelf.size', 'object.metadata.name.startsWith(\'a\')', 'request.userInfo.username == \'a\'',
  'oldObject != null', 'object.a in [\'x\', \'y\']', '[1, 2].exists(x, x == 2)', '{\'a\': 1}.a == 1', 'string(1)', 'object.?a.orValue(1) == 1', 'namespaceObject.metadata.labels.a == \'b\'', 'quantity(\'1Gi\').isLessThan(quantity(\'2Gi\'))',
  'authorizer.group(\'\').resource(\'pods\').check(\'get\').allowed()', 'variables.containers.size() > 0', 'params.data.a == \'1\'', 'dyn(1) == \'a\'', '0xFF > 1u', '// said\ntrue', 'size(object.spec) > 2 ? true : false',
  'object.list.map(x, x.name).join(\',\')', 'optional.of(1).hasValue()', 'r\'\\d\' == \'a\'', '"""a""" == \'a\'', '.object.a == 1', 'self.metadata.name == \'a\'', 'self.all(x, x == x)', 'null', 'null == object.a', '!object.a', '1.5 > 1', '- -1 > 0',
  '1 == 1.0', '\'a\' > 1', '[1, \'a\'].size() > 0', 'object.spec.replicas', 'object', '1 + 1', '1', '\'a\'', 'size', 'bool', 'self', 'self.nothing', 'nobody', 'nobody.x', 'request.nothing', 'namespaceObject.nothing', 'variables.nothing', 'object.', 'a b',
  '\'', '\'\\q\' == \'a\'', 'true &&', '(true', 'true)', 'nothing(1)', 'object.nothing(1)', 'has(object)', '1 + \'a\'', 'true + true', '!1', '1 && true', '1 in 2', '\'a\'.b', '1[0]', '[1][\'a\'] == 1', 'package == 1', '9223372036854775808 > 1',
  'self.size.size() > 0', 'oldSelf == 1', 'a.b{c: 1}', '', ' ',
];

/** For a field by its name: the good ones first. */
export const OF_FIELD: { readonly [name: string]: readonly unknown[] } = {
  'additionalPrinterColumns': [[{ name: 'A', type: 'string', jsonPath: '.spec.a' }], [{ name: '', type: 'string', jsonPath: '.a' }]],
  'action': ['FailJob', 'FailIndex', 'Ignore', 'Count'],
  'admissionReviewVersions': [['v1'], ['v1', 'v1beta1'], ['v2'], ['v1', 'v1'], [], ['V1', 'v1'], ['v1', 'v3']],
  'apiGroup': ['', 'rbac.authorization.k8s.io', 'apps', 'snapshot.storage.k8s.io', 'A.b'],
  'apiVersion': ['v1', 'apps/v1', 'v2', '', 'a/b/c'],
  'apiGroups': [[''], ['apps'], ['*'], ['*', 'apps'], []],
  'apiVersions': [['v1'], ['*'], ['*', 'v1'], [''], []],
  'appProtocol': ['http', 'kubernetes.io/h2c', 'h2c!', ''],
  'audience': ['vault', ''],
  'cidr': ['10.0.0.0/8', '0.0.0.0/0', '::/0', 'fd00::/8', '10.0.0.1/8', '10.0.0.0', '10.0.0.0/33', '010.0.0.0/8', '::ffff:10.0.0.0/104', '10.0.0.0/08', '300.0.0.0/8', ''],
  'clusterIP': ['None', '10.96.0.50', '', '10.0.0.1', 'fd00:10:96::5', 'none', '1.2.3', '010.96.0.5'],
  'concurrencyPolicy': ['Allow', 'Forbid', 'Replace', 'Maybe'],
  'conditionType': ['example.com/ready', 'Ready', 'a b'],
  'containerName': ['web', 'worker', 'nobody', ''],
  'controller': ['k8s.io/ingress-nginx', 'example.com/', 'nginx', 'a b/c', `example.com/${x(239)}`, `example.com/${x(250)}`],
  'conversionReviewVersions': [['v1'], ['v1beta1'], ['v2'], ['v1', 'v1'], [], ['V1', 'v1']],
  'default': [1, 'a', true, {}, [], { a: 'b' }, null, 3, 'redis', { name: 'a' }, [1], ['a']],
  'deprecationWarning': ['use v1', '', 'a\nb', x(256), x(257)],
  'devicePath': ['/dev/disk', 'dev', '', '/a/../b', '/a:b'],
  'divisor': ['1', '0', '1m', '1k', '1Mi', '1Gi', '2', '10m', '1.5', 1, 0, '1000m', '1Ei', '1E'],
  'driver': ['ebs.csi.aws.com', 'Driver', 'a_b', 'a/b', x(63), x(64), ''],
  'effect': ['NoSchedule', 'NoExecute', 'PreferNoSchedule', '', 'Never'],
  'endPort': [32768, 65535, 65536, 1, 0, -1, 80],
  'enum': [['a', 'b'], [1, 2], [], ['a', 'a'], [null], [true]],
  'expression': EXPRESSIONS,
  'externalName': ['db.example.com', 'db.example.com.', 'db', '10.0.0.1', 'A.b', '_sql.example.com', '', '.', 'db..com', '-a.b', x(253), x(254)],
  'expirationSeconds': [600, 3600, 599, 0, 4294967296, 4294967297, 2147483648],
  'fieldPath': ['.size', '.nothing', '[\'size\']', 'metadata.name', 'metadata.namespace', 'metadata.uid', 'metadata.labels', 'metadata.annotations', 'metadata.labels[\'a\']', 'metadata.annotations[\'a/b\']', 'metadata.labels[\'A B\']', 'metadata.labels[a]', 'metadata.labels[\'\']',
    'metadata.annotations[\'A/B\']', 'metadata.name[\'a\']', 'spec.nodeName', 'spec.serviceAccountName', 'spec.host', 'spec.schedulerName', 'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs', 'status.phase', 'spec.restartPolicy', '',
    'metadata.labels[\'a\'', 'metadata.annotations[\'abc\'].x'],
  'format': ['int32', 'int64', 'date-time', 'date', 'byte', 'duration', 'password', 'float', 'double', '', 'nothing'],
  'finalizers': [['example.com/a'], ['kubernetes'], ['a'], ['orphan'], ['orphan', 'foregroundDeletion'], ['a b'], ['a/b/c']],
  'externalIPs': [['192.0.2.1'], ['a'], ['127.0.0.1'], ['0.0.0.0'], ['169.254.1.1'], ['::1'], ['224.0.0.1'], ['010.0.0.1'], ['fd00::1']],
  'except': [['10.1.0.0/16'], ['10.0.0.0/8'], ['11.0.0.0/16'], ['10.0.0.0/7'], ['fd00:1::/32'], ['a'], []],
  'group': ['cache.example.com', 'example', '', 'a.k8s.io', 'kubernetes.io', 'A.b', 'x-k8s.io'],
  'hard': [{ pods: '1' }, { cpu: '1' }, { 'requests.storage': '1Gi' }, { 'limits.cpu': '500m' }, { 'fast.storageclass.storage.k8s.io/requests.storage': '1Gi' }, { 'count/pods': '1' }, { 'services.nodeports': '1.5' }, { foo: '1' },
    { 'example.com/a': '1' }, { 'requests.example.com/a': '1500m' }, { 'limits.example.com/a': '1' }, { 'hugepages-2Mi': '2Mi' }, { 'requests.hugepages-2Mi': '2Mi' }, { pods: '-1' }, { memory: '1' }, { 'requests.ephemeral-storage': '1Gi' }],
  'host': ['shop.example.com', '*.example.com', '10.0.0.1', '*', 'a.*.b', '*.*.b', 'Shop.example.com', '', 'shop.example.com.', '::1', 'localhost'],
  'hostnames': [['local.example.com'], ['A'], ['a_b'], [''], []],
  'hosts': [['shop.example.com'], ['*.example.com'], ['10.0.0.1'], ['A'], [''], []],
  'image': ['shop/web:1', ' shop/web', 'shop/web ', '', ' ', 'Shop/Web', 'a:b:c', 'a b'],
  'ip': ['127.0.0.1', '::1', '010.0.0.1', 'a', '', '::ffff:1.2.3.4', 'fe80::1%eth0'],
  'ipFamilies': [['IPv4'], ['IPv6'], ['IPv4', 'IPv6'], ['IPv6', 'IPv4'], ['IPv4', 'IPv4'], ['IPv4', 'IPv6', 'IPv4'], []],
  'clusterIPs': [['None'], [''], ['10.96.0.50'], ['10.96.0.50', 'fd00:10:96::5'], ['None', 'None'], ['a'], ['10.96.0.50', '10.96.0.51'], []],
  'jsonPath': ['.spec.size', '.metadata.name', '.spec.engine', 'spec', '', '.', '.spec.nothing', '.spec[\'size\']', '.status.phase', '..'],
  'key': ['app', 'example.com/a', '', 'a b', 'kubernetes.io/hostname', 'metadata.name', '..', '.', 'a..b', 'A_B', 'a/b/c'],
  'kind': ['Deployment', 'ServiceAccount', 'User', 'Group', 'Role', 'ClusterRole', 'PersistentVolumeClaim', 'VolumeSnapshot', 'a/b', ''],
  'labelSelectorPath': ['.status.selector', '.spec.a', '.metadata.a', 'a', ''],
  'listKind': ['CacheList', 'Cache', 'a_b', ''],
  'level': ['s0', ''],
  'loadBalancerClass': ['example.com/lb', 'lb', 'internal-vip', 'A/b', 'a b', ''],
  'loadBalancerIP': ['192.0.2.1', 'a', ''],
  'loadBalancerSourceRanges': [['10.0.0.0/8'], ['a'], [''], ['10.0.0.1/8'], [' 10.0.0.0/8 '], ['10.0.0.0'], ['10.0.0.0/8', 'fd00::/8'], ['010.0.0.0/8']],
  'localhostProfile': ['profiles/a.json', '/a', '../a', 'a/../b', '', ' a', x(4095), x(4096)],
  'managedBy': ['example.com/operator', 'kubernetes.io/job-controller', 'operator', 'a b/c', '', `example.com/${x(51)}`, `example.com/${x(52)}`],
  'matchLabelKeys': [['pod-template-hash'], ['app'], ['a', 'a'], ['a b'], ['']],
  'mismatchLabelKeys': [['pod-template-hash'], ['app'], ['team'], ['a b']],
  'medium': ['', 'Memory', 'HugePages', 'HugePages-2Mi', 'HugePages-1', 'HugePages-x', 'Disk'],
  'message': ['too many', '', ' ', 'a\nb', 'a\n'],
  'messageExpression': ['\'a\' + \'b\'', 'string(1)', ...EXPRESSIONS],
  'mode': [420, 0, 511, 512, -1, 0o600],
  'mountPath': ['/etc/web', '/tmp', 'relative', '', '/a:b', '/', '/a/../b', 'C:\\a', '\\\\a'],
  'nameservers': [['10.0.0.1'], ['a'], ['010.0.0.1'], ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'], []],
  'nonResourceURLs': [['/metrics'], ['*'], ['/a/*'], ['metrics'], ['/*/a'], []],
  'operations': [['CREATE'], ['CREATE', 'UPDATE'], ['*'], ['*', 'CREATE'], [], ['DELETE', 'CONNECT'], ['PATCH']],
  'operator': ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Equal', 'Gt', 'Lt', '', 'Is'],
  'orphanDependents': [true, false],
  'path': ['app.yaml', '/', '/a', '/a/b', '', 'a/b', '../a', '..a', 'a/../b', '/a//b', '/a/./b', '/a/../b', '/a/..', '/a/.', '/%2f', '/%5c', '/%2F', '/%5C', 'a', '/export', '/{a', '//', '/a:b', '/a?b=c', 'a b', '/ü', 'a..b', './a'],
  'pathType': ['Prefix', 'Exact', 'ImplementationSpecific', '', 'Regex'],
  'port': [80, 8080, 443, 1, 65535, 65536, 0, -1, 'http', '80', 'HTTP', '', 1.5, 'a--b', { number: 80 }, { name: 'http' }, { name: 'http', number: 80 }, {}],
  'pattern': ['^[a-z]+$', '(?=a)', '(a', '\\d+', '[', '(?i)a', 'a{1001}', '(?P<n>a)', '\\1', ''],
  'plural': ['caches', 'A', '1a', ''],
  'policyName': ['images.shop.example.com', 'A', '', 'a_b'],
  'prefix': ['CFG_', 'a-', '1', '', 'a b', '=', 'a.b', '.', '..', 'ü'],
  'procMount': ['Default', 'Unmasked', 'Masked'],
  'provisioner': ['ebs.csi.aws.com', 'kubernetes.io/no-provisioner', 'A/B', '', 'a b', 'kubernetes.io/aws-ebs'],
  'reason': ['Invalid', 'Forbidden', 'FieldValueInvalid', 'FieldValueForbidden', 'RequestEntityTooLarge', 'Nothing', ''],
  'required': [['size'], [], ['a', 'a'], ['nothing'], ['']],
  'recursiveReadOnly': ['Disabled', 'IfPossible', 'Enabled'],
  'reference': ['models/a:1', '', ' a', 'a '],
  'resource': ['limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory', 'limits.ephemeral-storage', 'requests.hugepages-2Mi', 'limits.hugepages-', 'cpu', '', 'limits.nvidia.com/gpu', 'requests.storage'],
  'resourceName': ['cpu', 'memory', 'ephemeral-storage', ''],
  'resources': [['pods'], ['*'], ['pods', 'pods/log'], [], ['*/*'], ['pods/*'], ['*/scale'], ['pods/*', 'pods/log'], ['*/scale', 'pods/scale'], ['*', 'pods'], ['pods', '*'], ['*', 'pods/log'], ['*/*', 'pods'], ['pods', 'a', '*'], ['']],
  'restartPolicy': ['Always', 'OnFailure', 'Never', '', 'Sometimes', 'RestartContainer', 'NotRequired'],
  'rule': EXPRESSIONS,
  'runAsUserName': ['user', 'DOMAIN\\user', '', 'a:b', x(104), x(105), `${x(15)}.${x(15)}\\a`, 'a\\b\\c', '...', 'a\n'],
  'schedule': ['0 3 * * *', '*/5 * * * *', '@daily', '@every 5m', '@reboot', '', '* * * *', '0 0 * * * *', '60 * * * *', '0 24 * * *', '0 0 0 * *', '0 0 * 13 *', '0 0 * * 7', '0 0 * jan sun', '0 0 * JAN-MAR MON-FRI', '*/61 * * * *', '5/15 * * * *',
    '1-5/2 * * * *', '5-1 * * * *', '1,2,3 * * * *', ',1 * * * *', '? ? ? ? ?', 'TZ=UTC 0 3 * * *', 'CRON_TZ=UTC 0 3 * * *', ' 0 3 * * *', '0 3 * * * ', '0  3 * * *', '*/0 * * * *', '1- * * * *', 'a * * * *', '@every 1', '@every -5m', '@Daily',
    '1/2/3 * * * *', '0 0 ? * ?', '+1 * * * *', '01 * * * *', '@every 500ms', '* * * * * TZ', '1,, * * * *', '@every 1h30m', '@every', '@every  5m', 'L * * * *', '0 0 31 2 *', '*-5 * * * *', '*/5-7 * * * *', '-1 * * * *'],
  'scope': ['Namespaced', 'Cluster', '*', '', 'Nothing'],
  'scopes': [['NotTerminating'], ['Terminating'], ['BestEffort'], ['NotBestEffort'], ['PriorityClass'], ['CrossNamespacePodAffinity'], ['Terminating', 'NotTerminating'], ['BestEffort', 'NotBestEffort'], ['VolumeAttributesClass'], ['a']],
  'searches': [['shop.svc.cluster.local'], ['a.'], ['_a.b'], ['A'], ['a b'], [''], ['.'], Array(32).fill('a'), Array(33).fill('a'), Array(9).fill(x(250))],
  'seconds': [0, 1, 5, 30, 45, 46, -1, 3600],
  'selectPolicy': ['Max', 'Min', 'Disabled', 'Avg', ''],
  'server': ['nfs.example.com', '', '10.0.0.1', 'a b'],
  'service': ['ready', { name: 'caches', namespace: 'shop' }, { name: 'caches', namespace: 'shop', path: '/a/B' }, { name: '', namespace: 'shop' }, '', 'a b'],
  'serviceName': ['db', '', 'A', '1db', 'a.b', x(63), x(64), x(253), x(254)],
  'specReplicasPath': ['.spec.size', '.status.size', '.spec', 'spec.size', ''],
  'statusReplicasPath': ['.status.size', '.spec.size', '.status', ''],
  'status': ['True', 'False', 'Unknown', 'true', ''],
  'storageClassName': ['fast', '', 'A', 'a b'],
  'subdomain': ['sub', 'a.b', 'A', '', x(64)],
  'subPath': ['a', 'a/b', '', '/a', '../a', 'a/..', '..a', 'a/../b'],
  'subPathExpr': ['$(POD_NAME)', '/a', '../a', ''],
  'succeededIndexes': ['0-1,3', '0', '0-3', '', '0-', '-1', '3-0', '0,0', '1,0', '0-1,1-2', 'a', '0-9', '0,', '00', '0-0', '4', '2147483647', ' 0'],
  'targetPort': [8080, 'http', 0, '', 65536, '80', 'HTTP', 'a_b', '0'],
  'timeZone': ['Europe/Zurich', 'UTC', 'Etc/GMT+1', 'Local', 'local', '', 'Nowhere/City', '+01:00', 'CET', 'europe/zurich', ' UTC', '../UTC', 'Europe/Zurich ', 'GMT', 'EST', 'EST5EDT', 'US/Pacific', '/UTC', 'America', 'utc', 'Z', 'Europe'],
  'timeoutSeconds': [1, 10800, 86400, 86401, 0, -1],
  'topologyKey': ['kubernetes.io/hostname', 'zone', '', 'a b'],
  'trafficDistribution': ['PreferClose', 'PreferSameZone', 'PreferSameNode', '', 'Near'],
  'type': ['object', 'string', 'integer', 'array', 'boolean', 'number', 'Utilization', 'AverageValue', 'Value', 'Resource', 'Pods', 'Percent', 'Object', 'External', 'ContainerResource', 'RollingUpdate', 'Recreate', 'OnDelete', 'ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName', 'RuntimeDefault', 'Localhost',
    'Unconfined', 'Opaque', 'kubernetes.io/tls', 'kubernetes.io/dockerconfigjson', 'kubernetes.io/dockercfg', 'kubernetes.io/basic-auth', 'kubernetes.io/ssh-auth', 'kubernetes.io/service-account-token', 'bootstrap.kubernetes.io/token', 'Container', 'Pod',
    'PersistentVolumeClaim', 'Directory', 'DisruptionTarget', '', 'Nothing', 'my.example.com/x', 'date', 'null'],
  'uid': ['a', '', 'b'],
  'url': ['https://hooks.example.com', 'https://hooks.example.com:8443/a/b', 'http://hooks.example.com', 'https://', 'https://a@b', 'https://a/b#c', 'https://a/b?c', 'https://a b', 'hooks.example.com', '', 'https://a:b', 'https://[::1]:80/', 'HTTPS://a', '://a', 'https:///a', 'https://a/%zz', 'https://a%20b', 'a:b', 'https:a'],
  'validationActions': [['Deny'], ['Warn', 'Audit'], ['Deny', 'Warn'], ['Deny', 'Deny'], [], ['Nothing'], ['']],
  'valueExpression': ['\'a\' + \'b\'', 'string(1)', 'null', ...EXPRESSIONS],
  'value': ['info', '', 0, 1, 5, 1000000000, 1000000001, -1, '1k', '0', '-1', 'a b', 'a_b', x(63), x(64), '3', 2000000000],
  'values': [['a'], [], ['a', 'b'], ['a', 'a'], ['a b'], [''], [x(64)], ['3'], ['3', '4'], ['node-1'], [1, 2], [2, 1], [0], [1, 1], ['-1']],
  'verbs': [['get'], ['*'], [], ['']],
  'volumeAttributesClassName': ['gold', '', 'A'],
  'whenUnsatisfiable': ['DoNotSchedule', 'ScheduleAnyway', '', 'Never'],
  'x-kubernetes-list-map-keys': [['name'], ['weight'], ['nothing'], [], ['name', 'name']],
  'x-kubernetes-list-type': ['map', 'set', 'atomic', 'list', ''],
  'x-kubernetes-map-type': ['atomic', 'granular', 'set', ''],
  'maxSurge': [1, '25%', 0, '0%', -1, '101%', '-1%', 'a', '1', ''],
  'maxUnavailable': [1, '25%', 0, '0%', -1, '101%', '100%', 'a', '1', '', '150%'],
  'minAvailable': [1, '25%', 0, '0%', -1, '101%', '100%', 'a', '1', ''],
  'name': ['web', 'data', 'config', 'http', 'cpu', 'memory', 'app', '', 'A', 'a b', 'a.b', 'a_b', '1web', 'LOG_LEVEL', 'a-b', '-a', 'linux', 'windows', 'net.ipv4.tcp_syncookies', 'kernel.shm_rmid_forced', 'net/ipv4/x', 'kernel.msgmax', 'net.core.somaxconn', 'shop:reader', 'a/b', 'a%b', '.', '..', 'a=b', 'X-Probe', 'ü',
    x(15), x(16), x(52), x(53), x(63), x(64), x(253), x(254), 'ndots'],
  'namespace': ['shop', '', 'A', 'a.b', x(63), x(64)],
  'generateName': ['web-', 'A-', x(248), x(63), '', 'a b'],
};

/** For the keys of a map by the name of its field. */
export const KEYS_OF_FIELD: { readonly [name: string]: readonly string[] } = {
  labels: ['app', 'example.com/a', 'A_b.c', '', 'a b', 'a/b/c', x(63), x(64), '/a', 'a/', 'Example.com/a', '-a'],
  annotations: ['note', 'example.com/A', 'EXAMPLE.com/a', '', 'a b', 'kubernetes.io/ingress.class', 'container.apparmor.security.beta.kubernetes.io/web', 'kubernetes.io/config.mirror', 'scheduler.alpha.kubernetes.io/tolerations',
    'seccomp.security.alpha.kubernetes.io/pod', 'container.seccomp.security.alpha.kubernetes.io/web', 'controller.kubernetes.io/pod-deletion-cost', 'service.kubernetes.io/topology-mode', 'kubernetes.io/service-account.name', 'batch.kubernetes.io/cronjob-scheduled-timestamp'],
  data: ['a', 'a.b', 'A_b-c', '', '..', '.', '..a', '.a', 'a b', 'a/b', x(253), x(254), 'tls.crt', 'tls.key', 'username', '.dockerconfigjson', '.dockercfg', 'ssh-privatekey', 'ü'],
  limits: ['cpu', 'memory', 'ephemeral-storage', 'hugepages-2Mi', 'hugepages-1Gi', 'nvidia.com/gpu', 'storage', 'gpu', 'example.com/a', 'requests.example.com/a', 'kubernetes.io/x', 'a b', '', 'pods', 'hugepages-x', 'hugepages-', 'requests.cpu', 'attachable-volumes-x'],
  parameters: ['type', ''],
  properties: ['size', 'name', 'metadata', 'kind', 'a', 'spec', 'status', 'a-b', 'in', 'weight', 'engine', ''],
  capacity: ['storage', 'cpu', 'example.com/a'],
};

/** Which map of keys a field takes. */
export const KEYS_LIKE: { readonly [name: string]: string } = {
  matchLabels: 'labels',
  nodeSelector: 'labels',
  selector: 'labels',
  stringData: 'data',
  binaryData: 'data',
  requests: 'limits',
  hard: 'limits',
  default: 'limits',
  defaultRequest: 'limits',
  max: 'limits',
  min: 'limits',
  maxLimitRequestRatio: 'limits',
  overhead: 'limits',
  podFixed: 'limits',
};

/** Values by what surrounds them, such as `annotations`. */
export const VALUES_IN_MAP: { readonly [name: string]: readonly string[] } = {
  annotations: ['a text', '', 'true', '1', 'nginx', 'runtime/default', 'localhost/a', 'unconfined', '[]', '{', 'web', 'ü', '2147483648', 'Auto', 'auto', '2026-01-31T09:30:00Z'],
  data: ['YQ==', '', 'plain', '{}', 'eyJhIjoxfQ==', '{"auths":{}}', 'eyJhdXRocyI6e319'],
};
