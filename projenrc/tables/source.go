package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

var modules = []string{"k8s.io/api", "k8s.io/apimachinery", "k8s.io/apiextensions-apiserver"}

// A source is where the modules of one release lie on disk.
type source map[string]string

func download(release string) (source, error) {
	dirs := source{}
	for _, module := range modules {
		out, err := exec.Command("go", "mod", "download", "-json", module+"@"+release).Output()
		var answer struct{ Dir, Error string }
		if json.Unmarshal(out, &answer); answer.Dir == "" {
			return nil, fmt.Errorf("%s@%s: %s %v", module, release, answer.Error, err)
		}
		dirs[module] = answer.Dir
	}
	return dirs, nil
}

func (s source) folder(importPath string) (string, bool) {
	for module, dir := range s {
		if importPath == module || strings.HasPrefix(importPath, module+"/") {
			return filepath.Join(dir, strings.TrimPrefix(importPath, module)), true
		}
	}
	return "", false
}

// groupVersions lists the import paths of every API package, such as k8s.io/api/apps/v1.
func (s source) groupVersions() []string {
	var paths []string
	files, _ := filepath.Glob(filepath.Join(s["k8s.io/api"], "*", "v*", "register.go"))
	for _, file := range files {
		folder := filepath.Dir(file)
		paths = append(paths, "k8s.io/api/"+filepath.Base(filepath.Dir(folder))+"/"+filepath.Base(folder))
	}
	for _, version := range []string{"v1", "v1beta1"} {
		paths = append(paths, "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/"+version)
	}
	sort.Strings(paths)
	return paths
}

// A goPackage holds what the table needs of one package: its types, the values of
// its string constants, and the lifecycle that the API server goes by.
type goPackage struct {
	path      string
	group     string
	types     map[string]*goType
	constants map[string][]string // type → values
	values    map[string]string   // constant → value
	borrowed  map[string][]constant
	lifecycle map[string]map[string][]string
}

// A constant of another package, such as v1.IPv4Protocol.
type constant struct{ path, name string }

type goType struct {
	name    string
	pkg     *goPackage
	expr    ast.Expr
	markers map[string]string
	imports map[string]string
}

func parse(s source, importPath string) (*goPackage, error) {
	folder, ok := s.folder(importPath)
	if !ok {
		return nil, fmt.Errorf("%s is in none of the modules", importPath)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	pkg := &goPackage{path: importPath, types: map[string]*goType{}, constants: map[string][]string{}, values: map[string]string{}, borrowed: map[string][]constant{}, lifecycle: map[string]map[string][]string{}}
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || name == "generated.pb.go" {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(folder, name), nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		pkg.read(file)
	}
	return pkg, nil
}

func (p *goPackage) read(file *ast.File) {
	imports := map[string]string{}
	for _, spec := range file.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		name := path[strings.LastIndex(path, "/")+1:]
		if spec.Name != nil {
			name = spec.Name.Name
		}
		imports[name] = path
	}
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			p.readLifecycle(d)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch s := spec.(type) {
				case *ast.TypeSpec:
					p.types[s.Name.Name] = &goType{s.Name.Name, p, s.Type, markersAbove(file, d), imports}
				case *ast.ValueSpec:
					p.readConstant(s, imports)
				}
			}
		}
	}
}

// readConstant takes `A T = "a"`, `A = T("a")` and `A = T(other.A)`.
func (p *goPackage) readConstant(spec *ast.ValueSpec, imports map[string]string) {
	if len(spec.Values) != 1 {
		return
	}
	value, typeName := spec.Values[0], spec.Type
	if call, ok := value.(*ast.CallExpr); ok && len(call.Args) == 1 {
		value, typeName = call.Args[0], call.Fun
	}
	named, _ := typeName.(*ast.Ident)
	switch v := value.(type) {
	case *ast.BasicLit:
		if v.Kind != token.STRING {
			return
		}
		text, _ := strconv.Unquote(v.Value)
		p.values[spec.Names[0].Name] = text
		if spec.Names[0].Name == "GroupName" {
			p.group = text
		}
		if named != nil {
			p.constants[named.Name] = append(p.constants[named.Name], text)
		}
	case *ast.SelectorExpr:
		if from, ok := v.X.(*ast.Ident); ok && named != nil {
			p.borrowed[named.Name] = append(p.borrowed[named.Name], constant{imports[from.Name], v.Sel.Name})
		}
	}
}

// readLifecycle takes what a generated method such as APILifecycleRemoved returns.
func (p *goPackage) readLifecycle(d *ast.FuncDecl) {
	if d.Recv == nil || !strings.HasPrefix(d.Name.Name, "APILifecycle") || len(d.Body.List) != 1 {
		return
	}
	answer, ok := d.Body.List[0].(*ast.ReturnStmt)
	if !ok {
		return
	}
	kind := d.Recv.List[0].Type.(*ast.StarExpr).X.(*ast.Ident).Name
	var values []string
	for _, result := range answer.Results {
		switch r := result.(type) {
		case *ast.BasicLit:
			values = append(values, r.Value)
		case *ast.CompositeLit: // schema.GroupVersionKind{Group: "apps", Version: "v1", Kind: "Deployment"}
			for _, element := range r.Elts {
				value, _ := strconv.Unquote(element.(*ast.KeyValueExpr).Value.(*ast.BasicLit).Value)
				values = append(values, value)
			}
		}
	}
	if p.lifecycle[kind] == nil {
		p.lifecycle[kind] = map[string][]string{}
	}
	p.lifecycle[kind][strings.TrimPrefix(d.Name.Name, "APILifecycle")] = values
}

// markersAbove also sees markers that an empty line parts from the doc comment.
func markersAbove(file *ast.File, d *ast.GenDecl) map[string]string {
	markers := map[string]string{}
	previousEnd := file.Package
	for _, other := range file.Decls {
		if other.End() < d.Pos() && other.End() > previousEnd {
			previousEnd = other.End()
		}
	}
	for _, group := range file.Comments {
		if group.Pos() > previousEnd && group.Pos() < d.Pos() {
			readMarkers(group, markers)
		}
	}
	return markers
}

func readMarkers(group *ast.CommentGroup, into map[string]string) {
	if group == nil {
		return
	}
	for _, comment := range group.List {
		text := strings.TrimSpace(strings.TrimPrefix(comment.Text, "//"))
		if !strings.HasPrefix(text, "+") {
			continue
		}
		key, value, _ := strings.Cut(text[1:], "=")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		if key == "listMapKey" && into[key] != "" {
			value = into[key] + "," + value
		}
		into[key] = value
	}
}
