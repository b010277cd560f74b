//! Bodies for the application: files that are read, sheets, projects, waivers.

use std::io::{Cursor, Write as _};

use diptych::bitext::{Bead, Bitext, Cell, Side, saved};
use diptych::check::waivers;
use diptych::emit::{Emit as _, Jsonl};
use diptych::project::Project;
use diptych::read::{Format, Options, read_bytes};
use diptych::review::{self, Csv};
use diptych_segments::{Lang, Role};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Any file under the name of each format: an error or a text, never a panic.
pub fn file(data: &[u8]) {
    // PDF is left to its program.
    let Some((&which, rest)) = data.split_first() else { return };
    if rest.windows(5).any(|w| w == b"%PDF-") {
        return;
    }
    let name = NAMES[usize::from(which % 16) % NAMES.len()];
    let options = Options { replace: which & 16 != 0, ..Options::default() };
    if let Ok(read) = read_bytes(name, rest.to_vec(), &options) {
        assert!(read.document.blocks.iter().any(|block| !block.text.trim().is_empty()));
    }
}

const NAMES: [&str; 16] = [
    "a.txt", "a.md", "a.html", "a.po", "a.csv", "a.tsv", "a.tmx", "a.docx", "a.xlf", "a.xlsx",
    "a.epub", "a.srt", "a.ass", "a.lrc", "a.odt", "a.pptx",
];

/// A Word document whose main part is the input, or else its lists are: an error or a text, never
/// a panic.
pub fn docx(data: &[u8]) {
    let footnotes = b"<w:footnotes xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:footnote w:id='1'><w:p><w:r><w:t>n</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let lists = b"<w:n xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1'/></w:lvl><w:lvl w:ilvl='1'><w:numFmt w:val='upperRoman'/><w:lvlText w:val='%1.%2'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:n>";
    let listed = b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>n</w:t></w:r></w:p></w:body></w:document>";
    let is_lists = data.windows(11).any(|bytes| bytes == b"abstractNum");
    let rels = b"<R><R Type='x/footnotes' Target='footnotes.xml'/><R Type='x/numbering' Target='numbering.xml'/></R>";
    let bytes = archive(&[
        ("word/document.xml", if is_lists { listed.as_slice() } else { data }),
        ("word/numbering.xml", if is_lists { data } else { lists.as_slice() }),
        ("word/footnotes.xml", footnotes.as_slice()),
        ("word/_rels/document.xml.rels", rels.as_slice()),
    ]);
    let _ = read_bytes("a.docx", bytes, &Options::default());
}

/// A book of two pages whose texts are the input: an error or a text, never a panic.
pub fn epub(data: &[u8]) {
    let container = b"<c><rootfiles><rootfile full-path='b.opf'/></rootfiles></c>";
    let package = b"<p><manifest><item id='a' href='a.html'/><item id='b' href='b.html'/></manifest><spine><itemref idref='a'/><itemref idref='b'/></spine></p>";
    let (first, second) = data.split_at(data.len() / 2);
    let bytes = archive(&[
        ("META-INF/container.xml", container.as_slice()),
        ("b.opf", package.as_slice()),
        ("a.html", first),
        ("b.html", second),
    ]);
    let _ = read_bytes("a.epub", bytes, &Options::default());
}

/// An XLIFF file: an error or a text, never a panic.
pub fn xliff(data: &[u8]) {
    let options = Options { from: Some(Format::Xliff), ..Options::default() };
    let _ = read_bytes("a.xlf", data.to_vec(), &options);
}

/// A workbook whose sheet is the input, or else its strings are: read as a table and as a review
/// sheet.
pub fn workbook(data: &[u8]) {
    let is_strings = data.windows(4).any(|bytes| bytes == b"<sst");
    let cells = b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row></sheetData></worksheet>";
    let strings = "<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>雨</t></si><si><t>rain</t></si><si><t>bead</t></si><si><t>status</t></si><si><t>source</t></si><si><t>target</t></si></sst>";
    let book = b"<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets><sheet name='a' sheetId='1' r:id='r1'/></sheets></workbook>";
    let of_book = b"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='r2' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings' Target='sharedStrings.xml'/></Relationships>";
    let of_archive = b"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>";
    let bytes = archive(&[
        (
            "[Content_Types].xml",
            b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        ),
        ("_rels/.rels", of_archive.as_slice()),
        ("xl/workbook.xml", book.as_slice()),
        ("xl/_rels/workbook.xml.rels", of_book.as_slice()),
        ("xl/worksheets/sheet1.xml", if is_strings { cells.as_slice() } else { data }),
        ("xl/sharedStrings.xml", if is_strings { data } else { strings.as_bytes() }),
    ]);
    review_sheet(&bytes);
    let _ = read_bytes("a.xlsx", bytes, &Options::default());
}

/// A review sheet: refused, or the alignment it gives is one that comes back from its own sheet.
pub fn review_sheet(data: &[u8]) {
    let Ok(rows) = review::read(data) else { return };
    let Ok(revision) = review::revise(&story(), &rows) else { return };
    let mut sheet = Vec::new();
    Csv.emit(&revision.bitext, &[], &mut sheet).expect("memory can be written");
    let rows = review::read(&sheet).expect("a sheet that was written is read");
    let again = review::revise(&revision.bitext, &rows).expect("nothing was changed");
    assert_eq!(again.bitext, revision.bitext);
}

/// A findings sheet: refused, or rows with their numbers.
pub fn findings_sheet(data: &[u8]) {
    for ruling in review::read_decisions(data).unwrap_or_default() {
        assert!(ruling.row > 1);
    }
}

/// Four beads: two to one, one to two, one to one, one to none.
fn story() -> Bitext {
    let cell = |first: usize, segments: &[&str]| Cell {
        ids: (first..first + segments.len()).collect(),
        segments: segments.iter().map(|&it| it.into()).collect(),
        ..Cell::default()
    };
    let bead = |source, target| Bead {
        source,
        target,
        score: 0.5,
        role: Role::Paragraph,
        accepted: false,
        context: None,
        reviewed: None,
    };
    let side = |lang, code: &str| Side { file: String::new(), lang, code: code.into() };
    Bitext {
        source: side(Lang::Zh, "zh-CN"),
        target: side(Lang::En, "en-US"),
        beads: vec![
            bead(
                cell(0, &["雨停了。", "他推开窗。"]),
                cell(0, &["The rain had stopped, and he opened the window."]),
            ),
            bead(
                cell(2, &["街上没有人。"]),
                cell(1, &["There was nobody in the street.", "A dog barked."]),
            ),
            bead(cell(3, &["远处有狗叫。"]), cell(3, &["Then it was quiet again."])),
            bead(cell(4, &["=后来又静了。"]), cell(4, &[])),
        ],
    }
}

/// A saved alignment: an error, or what is saved again is the same.
pub fn saved_alignment(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let Ok(bitext) = saved::parse(text) else { return };
    let mut bytes = Vec::new();
    Jsonl.emit(&bitext, &[], &mut bytes).expect("memory can be written");
    let text = String::from_utf8(bytes).expect("JSON is UTF-8");
    assert_eq!(saved::parse(&text).expect("what was saved is read"), bitext);
}

/// A project file: an error with its place, or a project.
pub fn project(data: &[u8]) {
    let path = std::env::temp_dir().join(format!("diptych-fuzz-{}.toml", std::process::id()));
    std::fs::write(&path, data).expect("the folder for temporary files can be written");
    let read = Project::read(&path);
    std::fs::remove_file(&path).expect("it was written");
    match read {
        Ok(project) => drop((project.metadata(), project.fonts())),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Waivers, saved findings, and the note of a unit.
pub fn waivers(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for waiver in waivers::parse(&text).unwrap_or_default() {
        assert!(waiver.fingerprint.len() == 16 && !waiver.reason.is_empty());
    }
    let _ = waivers::baseline(&text);
}

/// An archive of these parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, stored).expect("the name is new");
        zip.write_all(bytes).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}
