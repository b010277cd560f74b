//! Memories in `.gz` and `.zip` files.

use crate::error::{Error, ErrorKind};
use std::io::{Read, Seek, SeekFrom};

/// Unpacks a file if it is a gzip or zip archive, told by its first bytes; else hands it on.
///
/// Of a zip archive the one `.tmx` in it is read (capitals make no difference).
///
/// # Errors
/// The file cannot be read, or the archive is damaged or holds no TMX, or several.
pub fn unpack<F: Read + Seek + Send + 'static>(mut file: F) -> Result<Box<dyn Read + Send>, Error> {
    let mut magic = [0; 4];
    let mut known = 0;
    while known < magic.len() {
        match file.read(&mut magic[known..])? {
            0 => break,
            more => known += more,
        }
    }
    file.seek(SeekFrom::Start(0))?;
    match &magic[..known] {
        [0x1F, 0x8B, ..] => Ok(Box::new(flate2::read::MultiGzDecoder::new(file))),
        [b'P', b'K', 3 | 5, 4 | 6] => unzip(file),
        _ => Ok(Box::new(file)),
    }
}

fn unzip<F: Read + Seek + Send + 'static>(file: F) -> Result<Box<dyn Read + Send>, Error> {
    let fail = |why: String| Error::new(ErrorKind::Archive(why));
    let mut archive = zip::ZipArchive::new(file).map_err(|error| fail(error.to_string()))?;
    let is_tmx = |name: &str| {
        std::path::Path::new(name).extension().is_some_and(|e| e.eq_ignore_ascii_case("tmx"))
            && !name.starts_with("__MACOSX/")
    };
    let mut found: Vec<(usize, String)> = Vec::new();
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|error| fail(error.to_string()))?;
        let name = String::from_utf8_lossy(part.name_raw()).into_owned();
        if is_tmx(&name) && !part.is_dir() {
            found.push((index, name));
        }
    }
    let index = match found.as_slice() {
        [(index, _)] => *index,
        [] => return Err(fail("the archive holds no .tmx file".to_owned())),
        several => {
            let names: Vec<&str> = several.iter().map(|(_, name)| name.as_str()).collect();
            let why = format!("the archive holds several TMX files: {}", names.join(", "));
            return Err(fail(format!("{why}; unpack it and name one")));
        }
    };
    // A part borrows its archive, so both live in a thread that sends what it unpacks.
    let (sender, receiver) = std::sync::mpsc::sync_channel(4);
    std::thread::spawn(move || {
        let mut part = match archive.by_index(index) {
            Ok(part) => part,
            Err(error) => return drop(sender.send(Err(std::io::Error::other(error)))),
        };
        loop {
            let mut chunk = Vec::new();
            let read = (&mut part).take(1 << 18).read_to_end(&mut chunk);
            // What came before an error is whole.
            let last = chunk.is_empty() || read.is_err();
            if sender.send(Ok(chunk)).is_err() {
                return;
            }
            if last {
                return read.err().map_or((), |error| drop(sender.send(Err(error))));
            }
        }
    });
    Ok(Box::new(Unpacked { receiver, chunk: Vec::new(), at: 0 }))
}

/// What the thread that unpacks sends, as bytes to read.
struct Unpacked {
    receiver: std::sync::mpsc::Receiver<std::io::Result<Vec<u8>>>,
    chunk: Vec<u8>,
    at: usize,
}

impl Read for Unpacked {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        while self.at == self.chunk.len() {
            match self.receiver.recv() {
                Err(_) => return Ok(0),
                Ok(chunk) => (self.chunk, self.at) = (chunk?, 0),
            }
        }
        let length = bytes.len().min(self.chunk.len() - self.at);
        bytes[..length].copy_from_slice(&self.chunk[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}
