//! A book of two pages whose texts are the input: an error or a text, never a panic.
#![no_main]

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

fuzz_target!(|data: &[u8]| {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let container = b"<c><rootfiles><rootfile full-path='b.opf'/></rootfiles></c>";
    let package = b"<p><manifest><item id='a' href='a.html'/><item id='b' href='b.html'/></manifest><spine><itemref idref='a'/><itemref idref='b'/></spine></p>";
    let (first, second) = data.split_at(data.len() / 2);
    for (name, bytes) in [
        ("META-INF/container.xml", container.as_slice()),
        ("b.opf", package.as_slice()),
        ("a.html", first),
        ("b.html", second),
    ] {
        zip.start_file(name, stored).expect("the name is new");
        zip.write_all(bytes).expect("memory takes it");
    }
    let bytes = zip.finish().expect("memory takes it").into_inner();
    let _ = diptych::read::read_bytes("a.epub", bytes, &diptych::read::Options::default());
});
