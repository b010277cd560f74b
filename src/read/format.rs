//! Which format a file is in: by content first, then by name.

use std::{fmt, path::Path, str::FromStr};

use serde::Serialize;

use super::{
    archive::Archive,
    error::{Error, ErrorKind},
    subtitles::kind::kind,
};

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// An e-book.
    Epub,
    /// A Word document.
    Docx,
    /// A PDF.
    Pdf,
    /// XLIFF 1.2 or 2, SDLXLIFF.
    Xliff,
    /// A translation memory.
    Tmx,
    /// An `OpenDocument` text.
    Odt,
    /// Slides.
    Pptx,
    /// Subtitles or lyrics: SRT, `WebVTT`, ASS, LRC.
    Subtitles,
    /// A message catalogue.
    Po,
    /// A workbook with two columns: .xlsx, .xls or .ods.
    Xlsx,
    /// A table of two columns parted by commas.
    Csv,
    /// A table of two columns parted by tabs.
    Tsv,
}

impl Format {
    /// Every format with the name that `--from` takes and the one that people read.
    const NAMES: &[(Format, &str, &str)] = &[
        (Format::Text, "text", "plain text"),
        (Format::Markdown, "markdown", "Markdown"),
        (Format::Html, "html", "HTML"),
        (Format::Epub, "epub", "EPUB"),
        (Format::Docx, "docx", "Word"),
        (Format::Pdf, "pdf", "PDF"),
        (Format::Odt, "odt", "OpenDocument text"),
        (Format::Pptx, "pptx", "slides"),
        (Format::Subtitles, "subtitles", "subtitles"),
        (Format::Xliff, "xliff", "XLIFF"),
        (Format::Tmx, "tmx", "TMX"),
        (Format::Po, "po", "PO"),
        (Format::Xlsx, "xlsx", "Excel"),
        (Format::Csv, "csv", "CSV"),
        (Format::Tsv, "tsv", "TSV"),
    ];

    /// The formats that a file's name tells where its content does not.
    const BY_NAME: &[(&str, Format)] = &[
        ("md", Format::Markdown),
        ("mdx", Format::Markdown),
        ("markdown", Format::Markdown),
        ("html", Format::Html),
        ("htm", Format::Html),
        ("xhtml", Format::Html),
        ("po", Format::Po),
        ("pot", Format::Po),
        ("tmx", Format::Tmx),
        ("csv", Format::Csv),
        ("tsv", Format::Tsv),
    ];

    /// The names that `--from` takes.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::NAMES.iter().map(|(_, name, _)| *name)
    }

    /// The format of a file by its first bytes, or else by its name.
    ///
    /// # Errors
    /// [`ErrorKind::NotText`] for a kind of file that is known and not read.
    pub(super) fn of(bytes: &[u8], path: &Path) -> Result<Self, ErrorKind> {
        if let Some(format) = Self::of_binary(bytes)? {
            return Ok(format);
        }
        let extension =
            path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        let named = Self::BY_NAME.iter().find(|(name, _)| *name == extension);
        let named = named.map(|(_, format)| *format);
        match Self::of_markup(&bytes[..bytes.len().min(4096)])? {
            // Markdown may begin with a table in HTML.
            Some(Self::Html) if named == Some(Self::Markdown) => return Ok(Self::Markdown),
            Some(format) => return Ok(format),
            None => {}
        }
        if let Some((what, todo)) = of_other_text(bytes) {
            return Err(ErrorKind::NotText { what, todo });
        }
        let head = &bytes[..bytes.len().min(4096)];
        let ascii: String = head.iter().filter(|b| **b != 0).map(|b| char::from(*b)).collect();
        let ascii = ascii.trim_start_matches("ï»¿").trim_start_matches("ÿþ");
        if kind(ascii).is_some() {
            return Ok(Self::Subtitles);
        }
        if let Some((_, what, todo)) = OTHER_NAMES.iter().find(|(name, ..)| *name == extension) {
            return Err(ErrorKind::NotText { what, todo });
        }
        Ok(named.unwrap_or(Self::Text))
    }

    /// The format of a file that is no text, by its first bytes.
    fn of_binary(bytes: &[u8]) -> Result<Option<Self>, ErrorKind> {
        if let Some((_, what, todo)) = FOREIGN.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
            return Err(ErrorKind::NotText { what, todo });
        }
        if bytes.starts_with(OLE) {
            return Self::of_ole(bytes).map(Some);
        }
        if bytes[..bytes.len().min(1024)].windows(5).any(|w| w == b"%PDF-") {
            return Ok(Some(Self::Pdf));
        }
        if bytes.starts_with(b"PK\x03\x04") {
            return Self::of_archive(bytes).map(Some);
        }
        Ok(None)
    }

    /// Whether a file is a translation memory, by its first bytes or its name.
    pub(super) fn is_memory(head: &[u8], path: &Path) -> bool {
        let root = if head.starts_with(b"PK") { Ok(None) } else { Self::of_markup(head) };
        let is_named = path.extension().is_some_and(|it| it.eq_ignore_ascii_case("tmx"));
        matches!(root, Ok(Some(Self::Tmx))) || is_named && !matches!(root, Ok(Some(_)))
    }

    /// Refuses a document of a known format where only text can be used, and says what it is.
    ///
    /// # Errors
    /// [`ErrorKind::NotText`].
    pub(super) fn refuse_binary(bytes: &[u8]) -> Result<(), ErrorKind> {
        let Some(format) = Self::of_binary(bytes)? else { return Ok(()) };
        let copied = "copy its table into a workbook (.xlsx) or a text (.tsv)";
        let (what, todo) = match format {
            Self::Pdf => ("a PDF", copied),
            Self::Epub => ("an e-book", copied),
            Self::Docx => ("a Word document", copied),
            Self::Odt => ("an OpenDocument text", copied),
            Self::Pptx => ("a file of slides", copied),
            _ => ("a workbook", "save it as tab-separated text in UTF-8 (.tsv)"),
        };
        Err(ErrorKind::NotText { what, todo })
    }

    /// The format of markup by its root element; UTF-16 too.
    fn of_markup(head: &[u8]) -> Result<Option<Self>, ErrorKind> {
        let ascii: Vec<u8> = head.iter().copied().filter(|b| b.is_ascii() && *b != 0).collect();
        let head = String::from_utf8_lossy(&ascii).to_ascii_lowercase();
        let head = head.trim_start();
        match root(head) {
            Some("html" | "!doctype html" | "table" | "meta" | "body" | "head") => {
                Ok(Some(Self::Html))
            }
            Some("xliff") => Ok(Some(Self::Xliff)),
            Some("tmx") => Ok(Some(Self::Tmx)),
            root if head.starts_with("<?xml") || root == Some("resources") => {
                Err(ErrorKind::NotText {
                    what: "XML of another kind",
                    todo: "convert it to XLIFF or text",
                })
            }
            _ => Ok(None),
        }
    }

    /// The format of an old Office file by the name of its main stream, which stands in UTF-16.
    fn of_ole(bytes: &[u8]) -> Result<Self, ErrorKind> {
        let has = |name: &str| {
            let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            bytes.windows(name.len()).any(|window| window == name)
        };
        if has("EncryptedPackage") {
            Err(ErrorKind::Encrypted)
        } else if has("Workbook\0") || has("Book\0") {
            Ok(Self::Xlsx)
        } else {
            Err(ErrorKind::NotText {
                what: "an old Office file (.doc, .ppt)",
                todo: "save it as .docx without a password",
            })
        }
    }

    /// The format of a zip archive by the parts it has.
    fn of_archive(bytes: &[u8]) -> Result<Self, ErrorKind> {
        let mut archive = Archive::open(bytes)?;
        let in_folder = |folder: &str| archive.names().iter().any(|name| name.starts_with(folder));
        let not_text = |what, todo| Err(ErrorKind::NotText { what, todo });
        if archive.has("META-INF/container.xml") {
            Ok(Self::Epub)
        } else if in_folder("word/") {
            Ok(Self::Docx)
        } else if in_folder("xl/") {
            Ok(Self::Xlsx)
        } else if in_folder("ppt/") {
            Ok(Self::Pptx)
        } else if archive.has("mimetype") && archive.has("content.xml") {
            let kind = archive.required("mimetype")?;
            match String::from_utf8_lossy(&kind).trim().rsplit('.').next() {
                Some("spreadsheet" | "spreadsheet-template") => Ok(Self::Xlsx),
                Some("text" | "text-template" | "text-master") => Ok(Self::Odt),
                Some("presentation") => not_text("OpenDocument slides", "save them as .pptx"),
                _ => not_text("an OpenDocument drawing", "save it as .docx or .pdf"),
            }
        } else {
            not_text("a zip archive", "unpack it first")
        }
    }
}

/// The name of the first element of markup in small letters, without its prefix, or `!doctype html`.
fn root(head: &str) -> Option<&str> {
    let mut rest = head.trim_start();
    loop {
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") {
            "?>"
        } else if let Some(kind) = rest.strip_prefix("<!doctype") {
            if kind.trim_start().starts_with("html") {
                return Some("!doctype html");
            }
            let has_declarations = kind.find('[') < kind.find('>') && kind.contains('[');
            if has_declarations { "]>" } else { ">" }
        } else {
            break;
        };
        rest = rest[rest.find(end)? + end.len()..].trim_start();
    }
    let name = rest.strip_prefix('<')?;
    let name = &name[..name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?];
    Some(name.rsplit(':').next().unwrap_or(name))
}

/// The first bytes of the files of old Office programs, and of encrypted new ones.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Text that is not prose, by how it begins: what it is, and what to do.
fn of_other_text(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if bytes.get(60..68) == Some(b"BOOKMOBI") {
        return Some(("a Kindle book", "convert it to EPUB first"));
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let head = head.trim_start_matches('\u{FEFF}').trim_start();
    let is_mail = ["MIME-Version:", "From:", "Content-Type:"].iter().any(|it| head.starts_with(it));
    if is_mail && head.contains("multipart/related") {
        return Some(("a web archive (.mht)", "save the page as .html, or as .docx from Word"));
    }
    // What only shows how LaTeX is written begins otherwise.
    let mut lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.find(|line| !line.starts_with('%')).unwrap_or_default();
    if ["\\documentclass", "\\documentstyle", "\\begin{document}"]
        .iter()
        .any(|it| first.starts_with(it))
    {
        return Some(LATEX);
    }
    None
}

const LATEX: (&str, &str) = ("LaTeX", "convert it to HTML or Markdown first (pandoc)");
const CATALOGUE: &str = "convert it to PO or to a table first";

/// Names of text files that are not prose: what each is, and what to do.
const OTHER_NAMES: &[(&str, &str, &str)] = &[
    ("tex", LATEX.0, LATEX.1),
    ("latex", LATEX.0, LATEX.1),
    ("rst", "reStructuredText", "convert it to HTML or Markdown first (pandoc)"),
    ("adoc", "AsciiDoc", "convert it to HTML first (asciidoctor)"),
    ("asciidoc", "AsciiDoc", "convert it to HTML first (asciidoctor)"),
    ("org", "Org mode", "convert it to HTML or Markdown first (pandoc)"),
    ("properties", "a Java message catalogue (.properties)", CATALOGUE),
    ("strings", "an Apple message catalogue (.strings)", CATALOGUE),
    ("yaml", "a YAML catalogue", CATALOGUE),
    ("yml", "a YAML catalogue", CATALOGUE),
    ("json", "a JSON catalogue", CATALOGUE),
    ("arb", "a JSON catalogue", CATALOGUE),
    ("resx", ".NET resources", CATALOGUE),
    ("ini", "a settings file", CATALOGUE),
];

/// First bytes of files that are not read, what they are, and what to do.
const FOREIGN: &[(&[u8], &str, &str)] = &[
    (b"{\\rtf", "RTF", "save it as .docx"),
    (b"\x1F\x8B", "a gzip archive", "unpack it first"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive", "unpack it first"),
    (b"Rar!\x1A\x07", "a RAR archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xFD7zXZ\0", "an xz archive", "unpack it first"),
    (b"\x28\xB5\x2F\xFD", "a zstd archive", "unpack it first"),
    (b"\x89PNG", "a picture", "run text recognition (OCR) on it first"),
    (b"\xFF\xD8\xFF", "a picture", "run text recognition (OCR) on it first"),
    (b"GIF8", "a picture", "run text recognition (OCR) on it first"),
    (b"II*\0", "a picture", "run text recognition (OCR) on it first"),
    (b"MM\0*", "a picture", "run text recognition (OCR) on it first"),
    (b"\x7FELF", "a program", "name a text"),
    (b"MZ\x90\0", "a program", "name a text"),
    (b"SQLite format 3\0", "a database", "export it as TMX first"),
];

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (.., shown) = Self::NAMES
            .iter()
            .find(|(format, ..)| format == self)
            .expect("the table names every format");
        f.write_str(shown)
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let found = Self::NAMES.iter().find(|(_, known, _)| known.eq_ignore_ascii_case(name));
        found
            .map(|(format, ..)| *format)
            .ok_or_else(|| Error::new("--from", ErrorKind::UnknownFormat(name.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_element_decides_and_not_what_stands_in_it() {
        let of = |text: &str, name: &str| Format::of(text.as_bytes(), Path::new(name)).ok();
        for (text, name, format) in [
            ("<?xml version='1.0'?><!-- <html> --><tmx version='1.4'>", "t.txt", Some(Format::Tmx)),
            ("<!DOCTYPE tmx [<!ELEMENT html ANY>]>\n<tmx>", "t", Some(Format::Tmx)),
            ("<?xml version='1.0'?><x:xliff xmlns:x='u'>", "t", Some(Format::Xliff)),
            ("<?xml version='1.0'?><book><![CDATA[<html>]]></book>", "t.xml", None),
            ("<resources><string>&lt;html></string></resources>", "t.xml", None),
            ("<!-- a --><!DOCTYPE html>", "t", Some(Format::Html)),
            ("<!-- a -->\n\n# 题\n`<html>`", "t.md", Some(Format::Markdown)),
            ("<table><tr>", "T.MDX", Some(Format::Markdown)),
            ("<table><tr>", "t.txt", Some(Format::Html)),
            ("% a\n\n\\documentclass{article}", "t.txt", None),
            ("# LaTeX\n\n```\n\\begin{document}\n```\n", "t.md", Some(Format::Markdown)),
            ("1 < 2", "t.txt", Some(Format::Text)),
        ] {
            assert_eq!(of(text, name), format, "{text}");
        }
    }

    #[test]
    fn a_document_in_place_of_a_text_is_called_what_it_is() {
        use std::io::{Cursor, Write as _};
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("ppt/x", zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(b"x").unwrap();
        let bytes = zip.finish().unwrap().into_inner();
        assert!(matches!(
            Format::refuse_binary(&bytes),
            Err(ErrorKind::NotText { what: "a file of slides", .. })
        ));
    }
}
