{{- define "service.selector" -}}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "service.labels" -}}
{{ include "service.selector" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/name: {{ .Release.Name }}
{{- with .Values.owner }}
app.kubernetes.io/part-of: {{ . }}
{{- end }}
app.kubernetes.io/version: {{ .Values.image.tag | quote }}
{{- end }}

{{- define "service.config" -}}
{{ .Release.Name }}-config-{{ .Values.config | toJson | sha256sum | trunc 10 }}
{{- end }}

{{- define "service.security" -}}
runAsGroup: 65532
runAsNonRoot: true
runAsUser: 65532
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "service.namespace" -}}
namespaceSelector:
  matchLabels:
    kubernetes.io/metadata.name: {{ . }}
{{- end }}
