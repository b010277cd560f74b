//! What both builds are asked to do.

use std::error::Error;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::job::Job;

/// The jobs over `examples/` and, where `DIPTYCH_SHARED` names a folder, over what it has:
/// `source/`, `gold/`, `gold-structure/` and `cases/`.
pub(super) fn jobs(root: &Path) -> Result<Vec<Job>, Box<dyn Error>> {
    let examples = root.join("examples");
    let mut jobs = Vec::new();
    whole(
        "example",
        &examples.join("article-zh.txt"),
        &examples.join("article-en.txt"),
        &examples.join("terms.tsv"),
        &mut jobs,
    );
    let Some(shared) = std::env::var_os("DIPTYCH_SHARED").map(PathBuf::from) else {
        println!("DIPTYCH_SHARED names no folder: only examples/ is compared");
        return Ok(jobs);
    };
    let source = shared.join("source");
    let termbase = source.join("terms.tsv");
    whole("source", &source.join("zh.txt"), &source.join("en.txt"), &termbase, &mut jobs);
    for set in ["gold", "gold-structure"] {
        for folder in entries(&shared.join(set))?.into_iter().filter(|path| path.is_dir()) {
            let sides = [folder.join("source.txt"), folder.join("target.txt")];
            let outputs = ["-o", "a.jsonl", "-o", "a.tsv", "-o", "a.tmx"];
            let mut job = Job::new(&format!("{set}-{}", stem(&folder)));
            job.add(with(&["align", "-q", "--segmented"], &sides, &outputs));
            jobs.push(job);
        }
    }
    for folder in ["tmx", "term", "start", "read", "align"] {
        handed(folder, &shared.join("cases").join(folder), &mut jobs)?;
    }
    publisher(&shared.join("cases/publisher"), &mut jobs)?;
    Ok(jobs)
}

const EDITIONS: [&str; 10] =
    ["a.tmx", "a.jsonl", "a.tsv", "a.html", "a.epub", "a.docx", "a.md", "a.tei", "a.xlsx", "a.csv"];
const REPORTS: [&str; 4] = ["c.jsonl", "c.sarif", "c.html", "c.md"];

/// Everything that can be done with two texts and a termbase.
fn whole(name: &str, source: &Path, target: &Path, termbase: &Path, jobs: &mut Vec<Job>) {
    let outputs: Vec<&str> = EDITIONS.iter().flat_map(|name| ["-o", *name]).collect();
    let sides = [source, target];
    let mut plain = Job::new(&format!("{name}-plain"));
    plain.add(with(&["align", "-q"], &sides, &outputs));
    plain.add(with(
        &["align", "-q", "--notes", "inline", "--min-score", ".8", "-o", "b.tmx"],
        &sides,
        &[],
    ));
    plain.add(with(
        &["align", "-q", "--notes", "drop", "--input-report", "r", "-o", "d.jsonl"],
        &sides,
        &[],
    ));
    for side in sides {
        plain.data(with(&["segment"], &[side], &[]));
        plain.data(with(&["segment", "--format", "jsonl"], &[side], &[]));
        plain.data(with(&["segment", "--layout", "paragraphs"], &[side], &[]));
    }
    for layout in ["facing", "interlinear", "stacked", "popup"] {
        let names = ["html", "epub", "docx", "md"].map(|form| format!("{layout}.{form}"));
        let outputs: Vec<&str> = names.iter().flat_map(|name| ["-o", name.as_str()]).collect();
        let arguments = ["edition", "-q", "a.jsonl", "--layout", layout, "--draft"];
        plain.add(with(&arguments, &NONE, &outputs));
    }
    plain.add(strings(&["import", "-q", "a.jsonl", "a.xlsx", "-o", "i.jsonl"]));
    plain.add(strings(&["import", "-q", "a.jsonl", "a.csv", "-o", "j.jsonl", "--realign"]));
    memory("a.tmx".as_ref(), &mut plain);
    jobs.push(plain);

    let mut terms = Job::new(&format!("{name}-terms"));
    let glossary = [termbase];
    let mut arguments = with(&["align", "-q"], &sides, &outputs);
    arguments.extend(with(&["--findings", "f.jsonl", "-g"], &glossary, &[]));
    terms.add(arguments);
    terms.add(with(&["align", "-q", "--on-finding", "forbidden=drop"], &sides, &["-o", "b.tmx"]));
    for input in ["a.tmx", "a.jsonl", "a.tsv"] {
        checked(input.as_ref(), termbase, &mut terms);
    }
    let arguments = ["edition", "-q", "a.jsonl", "-o", "e.html", "-o", "e.xlsx", "--glossary"];
    terms.add(with(&arguments, &glossary, &[]));
    termbase_jobs(termbase, &mut terms);
    jobs.push(terms);
}

/// Every command over a memory.
fn memory(file: &Path, job: &mut Job) {
    let file = [file];
    job.data(with(&["tmx", "stats", "--format", "json"], &file, &[]));
    job.data(with(&["tmx", "check", "--notes", "--format", "jsonl"], &file, &[]));
    for tool in ["omegat", "trados", "memoq"] {
        job.data(with(&["tmx", "forecast", "--format", "jsonl", "--for", tool], &file, &[]));
        let output = format!("{tool}.tmx");
        job.add(with(&["tmx", "convert", "-q", "--for", tool, "-o", &output], &file, &[]));
    }
    for output in ["t.tmx", "t.tsv", "t.jsonl"] {
        job.add(with(&["tmx", "convert", "-q", "-o", output], &file, &[]));
    }
    for preset in ["lenient", "balanced", "strict"] {
        let names = ["tmx", "removed.tmx", "reasons.tsv"].map(|name| format!("{preset}.{name}"));
        let [kept, removed, reasons] = names.each_ref().map(String::as_str);
        let outputs = ["-o", kept, "--removed", removed, "--reasons", reasons];
        job.add(with(&["tmx", "clean", "-q", "--preset", preset], &file, &outputs));
    }
    let outputs = ["-o", "u.tmx", "--removed", "u.removed.tmx", "--reasons", "u.tsv"];
    job.add(with(&["tmx", "dedupe", "-q"], &file, &outputs));
    job.add(with(&["tmx", "repair", "-q", "-o", "r.tmx", "--repairs", "r.jsonl"], &file, &[]));
    job.add(with(
        &["tmx", "split", "-q", "--by", "units", "--each", "7", "-o", "part"],
        &file,
        &[],
    ));
    job.add(with(&["tmx", "merge", "-q", "-o", "m.tmx"], &[&file[..], &file[..]].concat(), &[]));
}

/// A check in every form, and the fixes.
fn checked(file: &Path, termbase: &Path, job: &mut Job) {
    let name = stem(file);
    let form = file.extension().unwrap_or_default().to_string_lossy();
    let both = [file, Path::new("-g"), termbase];
    for report in REPORTS {
        let report = format!("{name}.{form}.{report}");
        job.add(with(&["check", "-q", "--all", "-o", &report], &both, &[]));
    }
    let fixed = format!("{name}.fixed.{form}");
    job.add(with(
        &["fix", "-q", "--class", "forbidden,superseded,variant", "-o", &fixed],
        &both,
        &[],
    ));
}

/// The commands over a termbase.
fn termbase_jobs(file: &Path, job: &mut Job) {
    let name = stem(file);
    job.add(with(&["glossary", "lint"], &[file], &[]));
    for form in ["tsv", "tbx", "utf8"] {
        let output = format!("{name}.termbase.{form}");
        job.add(with(&["glossary", "convert", "-q", "-o", &output], &[file], &[]));
    }
}

/// The files of a folder of cases, each as what it is.
fn handed(name: &str, folder: &Path, jobs: &mut Vec<Job>) -> Result<(), Box<dyn Error>> {
    for path in entries(folder)? {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let form = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() || file.contains("expected") || ["json", "py"].contains(&form.as_str()) {
            continue;
        }
        let mut job = Job::new(&format!("{name}-{file}"));
        let termbase = ["-g.tsv", ".g.tsv"].iter().any(|end| file.ends_with(end));
        if termbase || form == "tbx" {
            termbase_jobs(&path, &mut job);
        } else if form == "tmx" {
            memory(&path, &mut job);
            job.add(with(&["align", "-q", "-o", "a.tmx", "-o", "a.jsonl"], &[&path], &[]));
        } else if let Some(target) = counterpart(&path) {
            let outputs = ["-o", "a.tmx", "-o", "a.jsonl", "--force"];
            job.add(with(&["align", "-q"], &[&path, &target], &outputs));
            job.data(with(&["segment", "--format", "jsonl"], &[&path], &[]));
            job.data(with(&["segment", "--format", "jsonl"], &[&target], &[]));
        } else {
            job.add(with(&["align", "-q", "-o", "a.tmx", "-o", "a.jsonl"], &[&path], &[]));
            job.data(with(&["segment", "--input-report", "r"], &[&path], &[]));
            job.data(with(&["segment", "--format", "jsonl"], &[&path], &[]));
        }
        for end in ["-g.tsv", ".g.tsv"] {
            let termbase = path.with_file_name(stem(&path) + end);
            if termbase.exists() && !file.ends_with(end) {
                checked(&path, &termbase, &mut job);
            }
        }
        jobs.push(job);
    }
    Ok(())
}

/// The English text beside a Chinese one: `contract-zh.docx` has `contract-en.docx`.
fn counterpart(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    [("-zh.", "-en."), (".zh.", ".en."), (".zh", ".en")]
        .iter()
        .filter(|(chinese, _)| name.contains(chinese))
        .map(|(chinese, english)| path.with_file_name(name.replace(chinese, english)))
        .find(|other| other.exists())
}

/// Reviewed sheets, and a book of chapters.
fn publisher(folder: &Path, jobs: &mut Vec<Job>) -> Result<(), Box<dyn Error>> {
    handed("publisher", &folder.join("text"), jobs)?;
    let sheets = folder.join("sheet");
    for sheet in
        entries(&sheets)?.into_iter().filter(|p| p.extension().is_some_and(|e| e == "xlsx"))
    {
        let mut job = Job::new(&format!("publisher-sheet-{}", stem(&sheet)));
        for saved in ["book", "pinned", "reviewerA"] {
            let saved = sheets.join(saved).with_extension("jsonl");
            let output = format!("{}.jsonl", stem(&saved));
            let both = [&saved, &sheet];
            job.add(with(&["import", "-q", "-o", &output], &both, &[]));
            let output = format!("again-{output}");
            job.add(with(&["import", "-q", "--realign", "-o", &output], &both, &[]));
        }
        jobs.push(job);
    }
    let mut job = Job::new("publisher-build");
    for side in ["zh", "en"] {
        for chapter in entries(&folder.join("build").join(side))? {
            let name = chapter.file_name().unwrap_or_default().to_string_lossy().into_owned();
            job.files.push((chapter, format!("{side}/{name}")));
        }
    }
    job.add(strings(&["init", "-q", "."]));
    job.add(strings(&["build", "-q"]));
    jobs.push(job);
    Ok(())
}

/// No file.
const NONE: [&Path; 0] = [];

fn strings(arguments: &[&str]) -> Vec<OsString> {
    arguments.iter().map(OsString::from).collect()
}

fn with(before: &[&str], files: &[impl AsRef<Path>], after: &[&str]) -> Vec<OsString> {
    let mut arguments = strings(before);
    arguments.extend(files.iter().map(|file| file.as_ref().into()));
    arguments.extend(strings(after));
    arguments
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// What a folder has, in the order of names.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    Ok(paths)
}
