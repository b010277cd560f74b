//! A Word document whose main part is the input, or else its lists are: an error or a text, never
//! a panic.
#![no_main]

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

fuzz_target!(|data: &[u8]| {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let footnotes = b"<w:footnotes xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:footnote w:id='1'><w:p><w:r><w:t>n</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let lists = b"<w:n xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1'/></w:lvl><w:lvl w:ilvl='1'><w:numFmt w:val='upperRoman'/><w:lvlText w:val='%1.%2'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:n>";
    let listed = b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>n</w:t></w:r></w:p></w:body></w:document>";
    let is_lists = data.windows(11).any(|bytes| bytes == b"abstractNum");
    let rels = b"<R><R Type='x/footnotes' Target='footnotes.xml'/><R Type='x/numbering' Target='numbering.xml'/></R>";
    for (name, bytes) in [
        ("word/document.xml", if is_lists { listed.as_slice() } else { data }),
        ("word/numbering.xml", if is_lists { data } else { lists.as_slice() }),
        ("word/footnotes.xml", footnotes.as_slice()),
        ("word/_rels/document.xml.rels", rels.as_slice()),
    ] {
        zip.start_file(name, stored).expect("the name is new");
        zip.write_all(bytes).expect("memory takes it");
    }
    let bytes = zip.finish().expect("memory takes it").into_inner();
    let _ = diptych::read::read_bytes("a.docx", bytes, &diptych::read::Options::default());
});
