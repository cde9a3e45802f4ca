/*
 * The part of the generated Go package that depends only on which types it needs.
 */

/** One type's parser: what it imports, and its text. */
interface Helper { readonly imports: readonly string[]; readonly text: string }

const HELPERS: { readonly [name: string]: Helper } = {
  text: {
    imports: ['errors'],
    text: `func parseText(allowEmpty bool) func(string) (string, error) {
	return func(text string) (string, error) {
		if text == "" && !allowEmpty {
			return "", errors.New("is empty")
		}
		return text, nil
	}
}`,
  },
  integer: {
    imports: ['fmt', 'strconv'],
    text: `func parseInteger(least, most int64) func(string) (int64, error) {
	return func(text string) (int64, error) {
		value, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("%q is not a whole number", text)
		}
		if value < least || value > most {
			return 0, fmt.Errorf("%d is not between %d and %d", value, least, most)
		}
		return value, nil
	}
}`,
  },
  number: {
    imports: ['fmt', 'math', 'strconv'],
    text: `func parseNumber(least, most float64) func(string) (float64, error) {
	return func(text string) (float64, error) {
		value, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(value) || math.IsInf(value, 0) {
			return 0, fmt.Errorf("%q is not a number", text)
		}
		if value < least || value > most {
			return 0, fmt.Errorf("%v is not between %v and %v", value, least, most)
		}
		return value, nil
	}
}`,
  },
  flag: {
    imports: ['fmt'],
    text: `func parseFlag(text string) (bool, error) {
	switch text {
	case "true":
		return true, nil
	case "false":
		return false, nil
	default:
		return false, fmt.Errorf("%q is neither true nor false", text)
	}
}`,
  },
  url: {
    imports: ['errors', 'net/url'],
    text: `func parseURL(text string) (*url.URL, error) {
	value, err := url.Parse(text)
	if err != nil || value.Scheme == "" || value.Host == "" {
		return nil, errors.New("is not an absolute URL")
	}
	return value, nil
}`,
  },
  list: {
    imports: ['errors', 'strings'],
    text: `func parseList(text string) ([]string, error) {
	if text == "" {
		return nil, nil
	}
	list := strings.Split(text, ",")
	for i := range list {
		if list[i] = strings.Trim(list[i], " \\t"); list[i] == "" {
			return nil, errors.New("has an empty entry")
		}
	}
	return list, nil
}`,
  },
  duration: {
    imports: ['fmt', 'time'],
    text: `func parseDuration(least, most time.Duration) func(string) (time.Duration, error) {
	return func(text string) (time.Duration, error) {
		value, err := time.ParseDuration(text)
		if err != nil {
			return 0, fmt.Errorf("%q is not a duration", text)
		}
		if value < least || value > most {
			return 0, fmt.Errorf("%v is not between %v and %v", value, least, most)
		}
		return value, nil
	}
}`,
  },
  size: {
    imports: ['fmt', 'strconv', 'strings'],
    text: `func parseSize(least, most int64) func(string) (int64, error) {
	return func(text string) (int64, error) {
		digits, unit := text, int64(1)
		for i, suffix := range []string{"TiB", "GiB", "MiB", "KiB", "B"} {
			if rest, found := strings.CutSuffix(text, suffix); found {
				digits, unit = rest, int64(1)<<(40-10*i)
				break
			}
		}
		amount, err := strconv.ParseInt(digits, 10, 64)
		if err != nil || amount < 0 || amount > most/unit {
			return 0, fmt.Errorf("%q is not a size up to %d bytes", text, most)
		}
		if amount*unit < least {
			return 0, fmt.Errorf("%q is less than %d bytes", text, least)
		}
		return amount * unit, nil
	}
}`,
  },
  choice: {
    imports: ['fmt'],
    text: `func parseChoice[T ~string](choices ...T) func(string) (T, error) {
	return func(text string) (T, error) {
		for _, choice := range choices {
			if text == string(choice) {
				return choice, nil
			}
		}
		return "", fmt.Errorf("%q is none of %q", text, choices)
	}
}`,
  },
  secret: {
    imports: ['errors', 'log/slog'],
    text: `// Secret is a text that does not print itself.
type Secret string

// Reveal gives the text.
func (s Secret) Reveal() string { return string(s) }

// String hides the text from fmt.
func (Secret) String() string { return "[secret]" }

// GoString hides the text from %#v.
func (Secret) GoString() string { return "[secret]" }

// MarshalText hides the text from encoding/json and its like.
func (Secret) MarshalText() ([]byte, error) { return []byte("[secret]"), nil }

// LogValue hides the text from log/slog.
func (Secret) LogValue() slog.Value { return slog.StringValue("[secret]") }

func parseSecret(text string) (Secret, error) {
	if text == "" {
		return "", errors.New("is empty")
	}
	return Secret(text), nil
}`,
  },
};

const READER = `// source is where the value of a key is: in the variable of its name, or in the
// file that the variable of its name with _FILE names.
type source struct {
	name       string
	hasDefault bool
	byDefault  string
	optional   bool
	fromFile   bool
	secret     bool
}

type reader struct {
	problems []error
}

func read[T any](r *reader, s source, parse func(string) (T, error)) T {
	var none T
	text, found, err := s.text()
	if err == nil && !found {
		if s.optional {
			return none
		}
		err = errors.New("is not set")
	}
	if err == nil {
		var value T
		if value, err = parse(text); err == nil {
			return value
		}
	}
	r.problems = append(r.problems, fmt.Errorf("%s %w", s.name, err))
	return none
}

func (s source) text() (text string, found bool, err error) {
	if path := os.Getenv(s.name + "_FILE"); s.fromFile && path != "" {
		content, err := os.ReadFile(path)
		if err != nil {
			return "", false, fmt.Errorf("cannot be read: %w", err)
		}
		text, found = string(content), true
	} else if text, found = os.LookupEnv(s.name); !found && s.hasDefault {
		text, found = s.byDefault, true
	}
	if s.secret {
		text = strings.TrimRight(text, "\\r\\n")
	}
	return text, found, nil
}
`;

const WATCH = (names: readonly string[]) => `
// Watch calls changed with the configuration, at once and then whenever one of its
// files has another content, until ctx is done. It looks again after every pause;
// 10 seconds are usual, as a kubelet takes up to a minute or two anyway.
//
// A configuration with an error must not be used; keep the one before it.
func Watch(ctx context.Context, every time.Duration, changed func(Config, error)) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for last := ""; ; {
		if now := digest(); now != last {
			last = now
			changed(Load())
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// digest tells one content of all files from another.
func digest() string {
	hash := sha256.New()
	for _, name := range []string{${names.join(', ')}} {
		content, err := os.ReadFile(os.Getenv(name + "_FILE"))
		fmt.Fprintf(hash, "%d %t\\n", len(content), err == nil)
		hash.Write(content)
	}
	return string(hash.Sum(nil))
}
`;

/** @internal */
export function goImports(helpers: ReadonlySet<string>, watches: boolean): string[] {
  const all = [...helpers].flatMap((name) => HELPERS[name].imports);
  return [...new Set([...all, 'errors', 'fmt', 'os', 'strings', ...(watches ? ['context', 'crypto/sha256', 'time'] : [])])].sort();
}

/** @internal */
export function goHelpers(helpers: ReadonlySet<string>, watches: boolean, fileKeys: readonly string[]): string {
  const parsers = Object.keys(HELPERS).filter((name) => helpers.has(name)).map((name) => `\n${HELPERS[name].text}\n`);
  return `${READER}${parsers.join('')}${watches ? WATCH(fileKeys) : ''}`;
}
