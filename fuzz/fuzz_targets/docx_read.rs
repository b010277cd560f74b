//! A Word document whose main part is the input: an error or a text, never a panic.
#![no_main]

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

fuzz_target!(|data: &[u8]| {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let footnotes = b"<w:footnotes xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:footnote w:id='1'><w:p><w:r><w:t>n</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let rels = b"<R><R Type='x/footnotes' Target='footnotes.xml'/></R>";
    for (name, bytes) in [
        ("word/document.xml", data),
        ("word/footnotes.xml", footnotes.as_slice()),
        ("word/_rels/document.xml.rels", rels.as_slice()),
    ] {
        zip.start_file(name, stored).expect("the name is new");
        zip.write_all(bytes).expect("memory takes it");
    }
    let bytes = zip.finish().expect("memory takes it").into_inner();
    let _ = diptych::read::read_bytes("a.docx", bytes, &diptych::read::Options::default());
});
