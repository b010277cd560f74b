//! Runs the cases in `cases/`: files, commands, and what must come of them, as data.
//!
//! A file has `[[case]]`s, each with a `name`, its `files` by name, and its `[[case.run]]`s in order.
//! `[files]` at the top are in every case; `examples = true` adds those of `examples/`. A run has
//!
//! - `args`: the command's arguments, apart by blanks; `stdin`: its standard input; `put`: files
//!   written before it;
//! - `exit`: its exit code, 0 if not given. With 2 it must say something on stderr, print nothing
//!   on stdout and change no file (but with `does_a_part = true`);
//! - `out` is stdout; `out_has` and `out_lacks` are parts of it; `lines` are its lines as JSON, and
//!   `json` all of it. JSON need only have the fields that are given;
//! - `err_has` and `err_lacks`: names, places and numbers in messages, not their wording;
//! - `file.NAME`: of a file afterwards, what it `is`, `has` and `lacks`, its `lines` or `json`, and how
//!   many lines it has (`count`); `gone`: files that must not be there.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::desk::Desk;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Suite {
    #[serde(default)]
    examples: bool,
    #[serde(default)]
    files: BTreeMap<String, String>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default)]
    files: BTreeMap<String, String>,
    run: Vec<Run>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Run {
    #[serde(default)]
    put: BTreeMap<String, String>,
    args: String,
    #[serde(default)]
    stdin: String,
    #[serde(default)]
    exit: i32,
    #[serde(default)]
    does_a_part: bool,
    out: Option<String>,
    #[serde(default)]
    out_has: Vec<String>,
    #[serde(default)]
    out_lacks: Vec<String>,
    lines: Option<Value>,
    json: Option<Value>,
    #[serde(default)]
    err_has: Vec<String>,
    #[serde(default)]
    err_lacks: Vec<String>,
    #[serde(default)]
    file: BTreeMap<String, Wanted>,
    #[serde(default)]
    gone: Vec<String>,
}

/// What a file must be.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    is: Option<String>,
    #[serde(default)]
    has: Vec<String>,
    #[serde(default)]
    lacks: Vec<String>,
    lines: Option<Value>,
    json: Option<Value>,
    count: Option<usize>,
}

impl Run {
    /// What is not as wanted, one complaint a line.
    fn faults(&self, desk: &Desk) -> String {
        for (name, text) in &self.put {
            desk.put(name, text);
        }
        let before = desk.all();
        let ran = desk.run_with(&self.args, self.stdin.as_bytes());
        let mut faults = String::new();
        if ran.code != self.exit {
            writeln!(faults, "exit code {}: {}", ran.code, ran.err).unwrap();
        }
        if self.exit == 2 {
            if ran.err.is_empty() {
                faults += "says nothing\n";
            }
            if !self.does_a_part && (!ran.out.is_empty() || before != desk.all()) {
                faults += "does something, though it could not do all\n";
            }
        }
        let printed = Wanted {
            is: self.out.clone(),
            has: self.out_has.clone(),
            lacks: self.out_lacks.clone(),
            lines: self.lines.clone(),
            json: self.json.clone(),
            count: None,
        };
        printed.compare("stdout", &ran.out, &mut faults);
        let (has, lacks) = (self.err_has.clone(), self.err_lacks.clone());
        let said = Wanted { is: None, has, lacks, lines: None, json: None, count: None };
        said.compare("stderr", &ran.err, &mut faults);
        for (name, wanted) in &self.file {
            if desk.has(name) {
                wanted.compare(name, &desk.text(name), &mut faults);
            } else {
                writeln!(faults, "{name} was not written").unwrap();
            }
        }
        for name in self.gone.iter().filter(|name| desk.has(name)) {
            writeln!(faults, "{name} is there").unwrap();
        }
        faults
    }
}

impl Wanted {
    fn compare(&self, what: &str, text: &str, faults: &mut String) {
        let mut fault = |wrong: bool, how: &str| {
            if wrong {
                writeln!(faults, "{what} {how}\n----\n{text}----").unwrap();
            }
        };
        if let Some(is) = &self.is {
            fault(text != is, &format!("is not {is:?}"));
        }
        for part in &self.has {
            fault(!text.contains(part), &format!("lacks {part:?}"));
        }
        for part in &self.lacks {
            fault(text.contains(part), &format!("has {part:?}"));
        }
        if let Some(count) = self.count {
            fault(text.lines().count() != count, &format!("has not {count} lines"));
        }
        if let Some(lines) = &self.lines {
            let given: Result<Vec<Value>, _> = text.lines().map(serde_json::from_str).collect();
            let agree = given.is_ok_and(|given| covers(&Value::Array(given), lines));
            fault(!agree, &format!("has not the lines {lines}"));
        }
        if let Some(json) = &self.json {
            let agree = serde_json::from_str(text).is_ok_and(|given| covers(&given, json));
            fault(!agree, &format!("is not {json}"));
        }
    }
}

/// Whether `given` is `wanted`, or a value with more fields; TOML has no null, so `"null"` stands for it.
fn covers(given: &Value, wanted: &Value) -> bool {
    match (given, wanted) {
        (Value::Object(given), Value::Object(wanted)) => {
            wanted.iter().all(|(name, wanted)| given.get(name).is_some_and(|g| covers(g, wanted)))
        }
        (Value::Array(given), Value::Array(wanted)) => {
            given.len() == wanted.len() && given.iter().zip(wanted).all(|(g, w)| covers(g, w))
        }
        (Value::Null, Value::String(wanted)) => wanted == "null",
        _ => given == wanted,
    }
}

/// Runs the cases of a file.
fn run(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/commands/cases").join(name);
    let text = fs::read_to_string(&path).unwrap();
    let suite: Suite = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(!suite.case.is_empty(), "{name} has no case");
    let mut faults = String::new();
    for case in &suite.case {
        assert!(!case.run.is_empty(), "{name}: {} runs nothing", case.name);
        let desk = if suite.examples { Desk::with_examples() } else { Desk::new() };
        for (file, text) in suite.files.iter().chain(&case.files) {
            desk.put(file, text);
        }
        for run in &case.run {
            let found = run.faults(&desk);
            if !found.is_empty() {
                writeln!(faults, "{name}: {}: diptych {}:\n{found}", case.name, run.args).unwrap();
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// A test for each file of cases.
macro_rules! suites {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            run(concat!(stringify!($name), ".toml"));
        })*

        #[test]
        fn every_file_of_cases_is_run() {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/commands/cases");
            let mut files: Vec<String> = fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            files.sort();
            assert_eq!(files, [$(concat!(stringify!($name), ".toml")),*]);
        }
    };
}

suites! { align check fix glossary outputs segment terminal tm tmx }
