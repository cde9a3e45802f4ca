# docker buildx bake                  one image per service, for this machine
# docker buildx bake release --push   for every platform, with provenance and SBOM, into the registry

variable "REGISTRY" {
  default = "__REGISTRY__"
}

variable "VERSION" {
  default = "dev"
}

variable "REVISION" {
  default = ""
}

variable "SERVICES" {
  default = [
__BAKE_SERVICES__
  ]
}

group "default" {
  targets = ["services"]
}

target "services" {
  name   = service.name
  matrix = { service = SERVICES }
  args = {
    PACKAGE  = service.package
    VERSION  = VERSION
    REVISION = REVISION
  }
  tags   = ["${REGISTRY}/${service.name}:${VERSION}"]
  output = ["type=docker"]
}

target "release" {
  name      = "${service.name}-release"
  matrix    = { service = SERVICES }
  inherits  = [service.name]
  platforms = ["linux/amd64", "linux/arm64"]
  output    = ["type=registry"]
  attest    = ["type=provenance,mode=max", "type=sbom"]
}
