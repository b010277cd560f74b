//! The expensive checks of the editions: epubcheck, axe-core in a browser, `LibreOffice`, xmllint.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Debian's epubcheck.
const EPUBCHECK: &str = "/usr/share/java/epubcheck.jar";
const SCRIPT: &str = include_str!("proof.mjs");

/// Makes the sample editions and runs every checker over them. They stay in
/// `target/proof`, with pictures of the pages, to be looked at. With `--pdf` the PDF edition
/// is among them; `DIPTYCH_TEI` names the schema `tei_all.rng`, where it is to be used.
pub(crate) fn run(option: Option<&str>) -> Result<(), Box<dyn Error>> {
    let features: &[&str] = if option == Some("--pdf") { &["--features", "pdf"] } else { &[] };
    let folder = std::env::current_dir()?.join("target/proof");
    fs::create_dir_all(&folder)?;
    must(
        Command::new("cargo")
            .args(["test", "--quiet", "-p", "diptych", "--test", "editions"])
            .args(features)
            .args(["--", "--ignored"])
            .env("DIPTYCH_PROOF", &folder),
    )?;
    for book in with_extension(&folder, "epub")? {
        must(Command::new("java").args(["-jar", EPUBCHECK, "--failonwarnings"]).arg(&book))?;
    }
    for text in with_extension(&folder, "xml")? {
        let mut xmllint = Command::new("xmllint");
        if let Some(schema) = std::env::var_os("DIPTYCH_TEI") {
            xmllint.arg("--relaxng").arg(schema);
        }
        must(xmllint.args(["--noout", "--nonet"]).arg(&text))?;
    }
    for document in
        with_extension(&folder, "docx")?.into_iter().chain(with_extension(&folder, "xlsx")?)
    {
        must(
            Command::new("soffice")
                .args(["--headless", "--convert-to", "pdf", "--outdir"])
                .arg(&folder)
                .arg(&document),
        )?;
        // soffice exits with 0 when it could not open the file.
        let pdf = document.with_extension("pdf");
        if !pdf.is_file() {
            return Err(format!("{}: LibreOffice made no pages of it", document.display()).into());
        }
        pictures(&pdf)?;
    }
    if !features.is_empty() {
        for pdf in with_extension(&folder, "pdf")? {
            pictures(&pdf)?;
        }
    }
    fs::write(folder.join("proof.mjs"), SCRIPT)?;
    if !folder.join("node_modules/axe-core").is_dir() {
        must(
            Command::new("npm")
                .args(["install", "--no-save", "playwright-core", "axe-core"])
                .current_dir(&folder),
        )?;
    }
    must(
        Command::new("node")
            .arg("proof.mjs")
            .args(with_extension(&folder, "html")?)
            .current_dir(&folder),
    )?;
    println!("all passed; look at the pages in {}", folder.display());
    Ok(())
}

/// A picture of each page, beside the PDF.
fn pictures(pdf: &Path) -> Result<(), Box<dyn Error>> {
    must(Command::new("pdftoppm").args(["-r", "60", "-png"]).arg(pdf).arg(pdf.with_extension("")))
}

fn with_extension(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    found.retain(|path| path.extension().is_some_and(|e| e == extension));
    found.sort();
    if found.is_empty() {
        return Err(format!("{}: holds no .{extension}", folder.display()).into());
    }
    Ok(found)
}

fn must(command: &mut Command) -> Result<(), Box<dyn Error>> {
    println!("{command:?}");
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?}: {status}").into()) }
}
