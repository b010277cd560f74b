//! `diptych fix`: puts the suggested renderings in place of wrong ones, when asked to.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

use diptych_tmx::inline::each_text;
use diptych_tmx::{Detail, Edit, Reader, TranslationUnit, Variant, edit};

use super::check::{Terms, told_of, warn_of};
use super::{Console, Failure, Outcome, Outcomes};
use crate::bitext::saved;
use crate::check::fixes::{Fix, apply, fixes};
use crate::check::units::Heading;
use crate::check::{self, waivers};
use crate::emit::{Emit, FINDING, Jsonl};
use crate::finding::Class;
use crate::lang_code::lang_of_code;
use crate::output::{WholeFile, refuse, to_stdout};
use crate::read::{self, Format};
use diptych_segments::Lang;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A TMX, a saved alignment (.jsonl) or a table (source, tab, target).
    file: PathBuf,
    #[command(flatten)]
    terms: Terms,
    /// The classes to fix: forbidden, superseded, variant.
    #[arg(long, value_name = "CLASS,…", value_delimiter = ',', default_value = "forbidden", value_parser = fixable)]
    class: Vec<Class>,
    /// Where to write the fixed file. Without it, the changes are shown and nothing is written.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The class with this name, if its findings suggest a rendering to put in place.
fn fixable(name: &str) -> Result<Class, String> {
    let known = [Class::Forbidden, Class::Superseded, Class::Variant];
    known.into_iter().find(|it| it.name() == name).ok_or_else(|| {
        let names = known.map(Class::name).join(", ");
        format!("no finding of the class `{name}` can be fixed: use {names}")
    })
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    if let Some(output) = &args.output {
        let inputs = std::iter::once(&args.file).chain(&args.terms.glossary);
        refuse([output.as_path()], &inputs.map(PathBuf::as_path).collect::<Vec<_>>())?;
    }
    let base = args.terms.load(console)?;
    let mut checker = args.terms.checker(&base);
    let heading = check::units::each_unit(&args.file, |unit| checker.push(unit))?;
    // What is written keeps the bytes around the fixes, damage included.
    let damage = &heading.file.damage;
    if args.output.is_some() && !damage.is_empty() {
        let told = told_of(damage, &args.file);
        return Err(Failure::new(format!("{told}: run `diptych tmx repair` first")));
    }
    warn_of(damage, &args.file, console);
    let mut told = checker.finish();
    waivers::waive(&mut told.findings, &told.waivers, &waivers::today());
    let fixes = fixes(&told.units, &told.findings, &args.class);
    if fixes.is_empty() {
        let classes: Vec<_> = args.class.iter().map(|it| it.name()).collect();
        let file = args.file.display();
        console.say(format!("{file}: nothing to fix of the class {}", classes.join(", ")));
    }
    let Some(output) = &args.output else {
        to_stdout(|out| show(&fixes, out))?;
        return Ok(Outcome::Clean);
    };
    let mut file = WholeFile::create(output)?;
    let done = write(&args.file, &heading, &fixes, &mut file)?;
    file.commit()?;
    let all: usize = fixes.values().map(Vec::len).sum();
    console.say(format!("{done} of {all} fixed in {}", output.display()));
    if done < all {
        console.warn(format!("{} left: each crosses tags or segments; fix it by hand", all - done));
    }
    Ok(Outcome::Clean)
}

/// The changes of each unit, as a diff.
fn show(fixes: &BTreeMap<usize, Vec<Fix>>, out: &mut dyn Write) -> io::Result<()> {
    for (unit, fixes) in fixes {
        let before = &fixes[0].text;
        writeln!(out, "@@ unit {unit} @@\n-{before}\n+{}", apply(before, fixes).0)?;
    }
    Ok(())
}

/// Writes the file with its fixes, and gives how many could be made.
fn write(
    path: &Path,
    heading: &Heading,
    fixes: &BTreeMap<usize, Vec<Fix>>,
    out: &mut WholeFile,
) -> Result<usize, Failure> {
    let columns = match (heading.report.format, heading.file.columns) {
        (Format::Tmx, _) => return write_tmx(path, fixes, out),
        (Format::Tsv, Some(columns)) => columns,
        _ if heading.is_saved => (0, 0),
        (format, _) => {
            return Err(Failure::new(format!(
                "{}: fix cannot write {format}: convert the file to TMX with `diptych align` first",
                path.display()
            )));
        }
    };
    let (text, _) = read::read_text(path, &read::Options::default())?;
    if heading.is_saved {
        return write_saved(path, &text, fixes, out);
    }
    let failed = |error: io::Error| Failure::io(path, &error);
    let mut done = 0;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let Some(fixes) = fixes.get(&(at + 1)) else {
            out.write_all(line.as_bytes()).map_err(failed)?;
            continue;
        };
        let content = line.trim_end_matches(['\n', '\r']);
        let mut cells: Vec<String> = content.split('\t').map(str::to_owned).collect();
        let column = if fixes[0].in_source { columns.0 } else { columns.1 };
        let (fixed, count) = apply(&cells[column], fixes);
        cells[column] = fixed;
        done += count;
        write!(out, "{}{}", cells.join("\t"), &line[content.len()..]).map_err(failed)?;
    }
    Ok(done)
}

fn write_saved(
    path: &Path,
    text: &str,
    fixes: &BTreeMap<usize, Vec<Fix>>,
    out: &mut WholeFile,
) -> Result<usize, Failure> {
    let mut bitext =
        saved::parse(text).map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
    let mut done = 0;
    for (unit, fixes) in fixes {
        let Some(bead) = bitext.beads.get_mut(unit - 1) else { continue };
        let cell = if fixes[0].in_source { &mut bead.source } else { &mut bead.target };
        // English segments are joined by one blank.
        let mut start = 0;
        for segment in &mut cell.segments {
            let length = segment.len();
            let here: Vec<Fix> = fixes
                .iter()
                .filter(|it| start <= it.range.start && it.range.end <= start + length)
                .map(|it| it.moved(start))
                .collect();
            let (fixed, count) = apply(segment, &here);
            *segment = fixed;
            done += count;
            start += length + 1;
        }
    }
    Jsonl.emit(&bitext, &[], out).map_err(|error| Failure::io(path, &error))?;
    Ok(done)
}

fn write_tmx(
    path: &Path,
    fixes: &BTreeMap<usize, Vec<Fix>>,
    out: &mut WholeFile,
) -> Result<usize, Failure> {
    let wrong = |error: diptych_tmx::Error| Failure::reading(path.display(), &error);
    let file = File::open(path).map_err(|error| Failure::io(path, &error))?;
    let mut reader = Reader::new(BufReader::new(file)).map_err(wrong)?;
    let (now, mut done) = (diptych_tmx::date::now(), 0);
    edit(&mut reader, out, |unit, asked| {
        let Some(fixes) = fixes.get(&(asked.reader.unit_number() as usize)) else {
            return Ok(Edit::Keep);
        };
        let made = fix_unit(unit, fixes);
        if made.is_empty() {
            return Ok(Edit::Keep);
        }
        done += made.len();
        for fix in &made {
            remove_finding(unit, &fix.label);
        }
        unit.set_changed(&now);
        Ok(Edit::Change)
    })
    .map_err(wrong)?;
    Ok(done)
}

/// Makes the fixes that lie in one piece of the English text, between inline codes, and gives those back.
fn fix_unit<'f>(unit: &mut TranslationUnit, fixes: &'f [Fix]) -> Vec<&'f Fix> {
    let is_english = |it: &&mut Variant| lang_of_code(it.lang()) == Some(Lang::En);
    let Some(english) = unit.variants.iter_mut().find(is_english) else { return Vec::new() };
    let mut made = Vec::new();
    each_text(&mut english.seg, &mut |place, text| {
        let here: Vec<&Fix> = fixes
            .iter()
            .filter(|it| place.start <= it.range.start && it.range.end <= place.end)
            .filter(|it| it.moved(place.start).fits(text))
            .collect();
        let moved: Vec<Fix> = here.iter().map(|it| it.moved(place.start)).collect();
        *text = apply(text, &moved).0;
        made.extend(here);
    });
    made
}

/// Takes out one prop that names the finding: it no longer holds.
fn remove_finding(unit: &mut TranslationUnit, label: &str) {
    let names_it = |detail: &Detail| matches!(detail, Detail::Prop(prop) if prop.kind() == FINDING && prop.text == label);
    if let Some(at) = unit.details.iter().position(names_it) {
        unit.details.remove(at);
    }
}
