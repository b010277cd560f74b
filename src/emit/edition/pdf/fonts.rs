//! The fonts of a PDF: found, chosen, and checked for every character before anything is laid out.

use std::fmt::Write as _;

use typst::text::{FontBook, FontInfo, FontVariant, FontWeight, is_default_ignorable};
use typst_kit::fonts::{FontPath, FontStore, scan, system};

use super::super::book::Book;
use super::super::colophon::credits;
use super::super::settings::Fonts;

/// What is looked for where no font is named, best first.
const LATIN: [&str; 11] = [
    "Source Serif 4",
    "Source Serif Pro",
    "Libertinus Serif",
    "Noto Serif",
    "Charter",
    "Georgia",
    "Times New Roman",
    "Liberation Serif",
    "Tinos",
    "FreeSerif",
    "DejaVu Serif",
];
const SIMPLIFIED: [&str; 8] = [
    "Source Han Serif SC",
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Songti SC",
    "SimSun",
    "Source Han Sans SC",
    "Noto Sans CJK SC",
    "Microsoft YaHei",
];
const TRADITIONAL: [&str; 8] = [
    "Source Han Serif TC",
    "Noto Serif CJK TC",
    "Noto Serif TC",
    "Songti TC",
    "PMingLiU",
    "Source Han Sans TC",
    "Noto Sans CJK TC",
    "Microsoft JhengHei",
];

/// The two families that everything is set in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Families {
    /// For English, and for Latin letters and digits in Chinese.
    pub(super) latin: String,
    /// For Chinese, and for what the other lacks.
    pub(super) chinese: String,
}

/// The fonts of the folders that were named, in that order; of the system where none was.
///
/// # Errors
/// When a folder is none, or holds no font.
pub(super) fn find(fonts: &Fonts) -> Result<FontStore, String> {
    let mut store = FontStore::new();
    if fonts.folders.is_empty() {
        store.extend(sorted(system()));
        return Ok(store);
    }
    for folder in &fonts.folders {
        if !folder.is_dir() {
            return Err(format!("{}: there is no such folder of fonts", folder.display()));
        }
        let found = sorted(scan(folder));
        if found.is_empty() {
            return Err(format!("{}: this folder holds no font", folder.display()));
        }
        store.extend(found);
    }
    Ok(store)
}

/// In the order of their files, since a folder's own order is chance.
fn sorted(found: impl Iterator<Item = (FontPath, FontInfo)>) -> Vec<(FontPath, FontInfo)> {
    let mut found: Vec<_> = found.collect();
    found.sort_by(|(a, _), (b, _)| (&a.path, a.index).cmp(&(&b.path, b.index)));
    found
}

/// The families to set the book in: those that were named, else the first that is there.
///
/// # Errors
/// When one that was named is not there, or none is.
pub(super) fn choose(
    fonts: &Fonts,
    book: &FontBook,
    chinese_code: &str,
) -> Result<Families, String> {
    let traditional = ["TW", "HK", "MO", "Hant"].iter().any(|mark| chinese_code.contains(mark));
    let han: &[&str] = if traditional { &TRADITIONAL } else { &SIMPLIFIED };
    Ok(Families {
        latin: family(book, fonts.latin.as_deref(), &LATIN, 'n', "Latin", "--latin-font")?,
        chinese: family(book, fonts.chinese.as_deref(), han, '的', "Chinese", "--chinese-font")?,
    })
}

fn family(
    book: &FontBook,
    named: Option<&str>,
    known: &[&str],
    probe: char,
    script: &str,
    option: &str,
) -> Result<String, String> {
    if let Some(name) = named {
        if book.contains_family(&name.to_lowercase()) {
            return Ok(name.to_owned());
        }
        let there: Vec<&str> = book.families().map(|(name, _)| name).take(40).collect();
        return Err(format!(
            "there is no font `{name}` ({option}); there are: {}",
            there.join(", ")
        ));
    }
    let known = known.iter().copied().find(|name| book.contains_family(&name.to_lowercase()));
    let has_probe =
        |face: usize| book.info(face).is_some_and(|info| info.coverage.contains(probe.into()));
    let other =
        || book.families().find_map(|(name, mut faces)| faces.any(has_probe).then_some(name));
    known.or_else(other).map(str::to_owned).ok_or_else(|| {
        format!(
            "no font with {script} letters was found: name a folder that has one with --font-path"
        )
    })
}

/// So many missing characters are named.
const NAMED: usize = 8;

/// Makes sure that every character of the book has a shape.
///
/// # Errors
/// When one has none: names the characters, and the first bead of each.
pub(super) fn check_coverage(
    book: &Book,
    store: &FontBook,
    families: &Families,
) -> Result<(), String> {
    let faces = |weight| -> Vec<&FontInfo> {
        let variant = FontVariant { weight, ..FontVariant::default() };
        [&families.latin, &families.chinese]
            .iter()
            .filter_map(|name| store.info(store.select(&name.to_lowercase(), variant)?))
            .collect()
    };
    let (regular, bold) = (faces(FontWeight::REGULAR), faces(FontWeight::BOLD));
    let mut missing: Vec<(char, usize)> = Vec::new();
    let mut check = |text: &str, bead: usize, faces: &[&FontInfo]| {
        for c in text.chars().filter(|c| !c.is_whitespace() && !c.is_control()) {
            let shown = is_default_ignorable(c)
                || faces.iter().any(|face| face.coverage.contains(c.into()))
                || missing.iter().any(|(known, _)| *known == c);
            if !shown {
                missing.push((c, bead));
            }
        }
    };
    for row in book.rows() {
        let faces = if row.level().is_some() { &bold } else { &regular };
        for piece in row.source.iter().chain(&row.target) {
            check(&piece.text, row.bead, faces);
        }
        row.findings.iter().for_each(|finding| check(finding, row.bead, &regular));
    }
    for note in book.notes() {
        for text in [&note.source_label, &note.source, &note.target_label, &note.target] {
            check(text, note.bead, &regular);
        }
    }
    check(&book.metadata.title, 0, &bold);
    for credit in credits(book) {
        check(&credit.text, 0, &regular);
    }
    if missing.is_empty() {
        return Ok(());
    }
    let mut message = format!("`{}` and `{}` have no shape for", families.latin, families.chinese);
    for (c, bead) in missing.iter().take(NAMED) {
        let place = if *bead == 0 { "the title page".to_owned() } else { format!("pair {bead}") };
        let _ = write!(message, "\n  {c} (U+{:04X}) in {place}", u32::from(*c));
    }
    if missing.len() > NAMED {
        let _ = write!(message, "\n  and {} other characters", missing.len() - NAMED);
    }
    message.push_str("\nname fonts that have them with --font-path, --latin-font, --chinese-font");
    Err(message)
}
