// Renders a chart's templates as `helm template` does: Go's own text/template with sprig's functions and the few that Helm
// adds to them, on the chart's values and what is given on the command line. It knows charts without dependencies.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run . <chart> [values.yaml]
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
	"gopkg.in/yaml.v3"
)

type values = map[string]interface{}

// files is what templates may read of the chart besides templates.
type files struct{ folder string }

// Get answers with a file's text, and with nothing for one that is not there, as Helm does.
func (f files) Get(name string) string {
	text, err := os.ReadFile(filepath.Join(f.folder, name))
	if err != nil {
		return ""
	}
	return string(text)
}

func main() {
	if len(os.Args) < 2 {
		fail(errors.New("name a chart's folder"))
	}
	rendered, err := render(os.Args[1], os.Args[2:])
	if err != nil {
		fail(err)
	}
	fmt.Print(rendered)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func render(folder string, more []string) (string, error) {
	given, err := readYaml(filepath.Join(folder, "values.yaml"))
	if err != nil {
		return "", err
	}
	for _, name := range more {
		over, err := readYaml(name)
		if err != nil {
			return "", err
		}
		merge(given, over)
	}
	chart, err := readYaml(filepath.Join(folder, "Chart.yaml"))
	if err != nil {
		return "", err
	}
	facts := values{
		"Values":  given,
		"Chart":   titled(chart),
		"Files":   files{folder},
		"Release": values{"Name": "pricewright", "Namespace": "default", "Service": "Helm", "IsInstall": true, "Revision": 1},
	}
	templates, names, err := parse(filepath.Join(folder, "templates"))
	if err != nil {
		return "", err
	}
	var all strings.Builder
	for _, name := range names {
		var one strings.Builder
		if err := templates.ExecuteTemplate(&one, name, facts); err != nil {
			return "", err
		}
		fmt.Fprintf(&all, "---\n# Source: %s\n%s\n", name, strings.ReplaceAll(one.String(), "<no value>", ""))
	}
	return all.String(), nil
}

// parse reads every template; the names are of those that make manifests.
func parse(folder string) (*template.Template, []string, error) {
	root := template.New("chart").Option("missingkey=zero")
	root.Funcs(sprig.TxtFuncMap()).Funcs(template.FuncMap{
		"include": func(name string, facts interface{}) (string, error) {
			var text strings.Builder
			err := root.ExecuteTemplate(&text, name, facts)
			return text.String(), err
		},
		"required": func(message string, value interface{}) (interface{}, error) {
			if value == nil || value == "" {
				return nil, errors.New(message)
			}
			return value, nil
		},
		"toYaml": func(value interface{}) (string, error) {
			text, err := yaml.Marshal(value)
			return strings.TrimSuffix(string(text), "\n"), err
		},
	})
	found, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		return nil, nil, err
	}
	sort.Strings(found)
	var names []string
	for _, path := range found {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, nil, err
		}
		name := filepath.Base(path)
		if _, err := root.New(name).Parse(string(text)); err != nil {
			return nil, nil, err
		}
		if strings.HasSuffix(name, ".yaml") {
			names = append(names, name)
		}
	}
	return root, names, nil
}

func readYaml(path string) (values, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	read := values{}
	return read, yaml.Unmarshal(text, &read)
}

// merge lays values over others, key by key.
func merge(under, over values) {
	for key, value := range over {
		deeper, isMap := value.(values)
		below, wasMap := under[key].(values)
		if isMap && wasMap {
			merge(below, deeper)
		} else {
			under[key] = value
		}
	}
}

// titled gives a chart's facts the capitals under which templates know them.
func titled(chart values) values {
	facts := values{}
	for key, value := range chart {
		facts[strings.ToUpper(key[:1])+key[1:]] = value
	}
	return facts
}
