//! PDF, by calling `pdftotext` (Poppler): its text goes the way of any
//! extracted text.
//!
//! The program reads the bytes from a pipe and writes to a pipe, so that no
//! copy of the user's text stays on disk.

mod columns;
mod gutter;
mod hyphens;
mod line;
mod lines;
mod words;

use std::{
    io::{self, Read as _, Write as _},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use diptych_segments::Layout;

use super::{
    damage::UNREADABLE_PER_CENT,
    error::{Error, ErrorKind},
    input::{Input, Options},
    reader::{Content, Reader},
    report::Report,
    text,
};

/// Reads PDF.
pub(super) struct Pdf;

/// The program, as it is looked for in `PATH`.
const PROGRAM: &str = "pdftotext";
/// The most text that is taken from a PDF, in bytes.
const MAX_TEXT: u64 = 256 << 20;
/// How long the program may take.
const PATIENCE: Duration = Duration::from_mins(5);

impl Reader for Pdf {
    fn read(&self, input: &Input, _: &Options, report: &mut Report) -> Result<Content, Error> {
        let fail = |kind| Error::new(input.shown.clone(), kind);
        let text = extract(PROGRAM, &[], &input.bytes).map_err(fail)?;
        check_pages(&text).map_err(fail)?;
        let places = extract(PROGRAM, &["-bbox-layout"], &input.bytes).map_err(fail)?;
        let text = bulleted(&lines::mended(&text, &places).map_err(fail)?);
        for (at, page) in text.trim_end_matches('\u{C}').split('\u{C}').enumerate() {
            if page.trim().is_empty() {
                report.leave_out(
                    "pages without text",
                    "they are empty or pictures",
                    Some(format!("page {}", at + 1)),
                    "",
                );
            }
        }
        let text = text::clean(text, report).map_err(fail)?;
        Ok(Content::Blocks(Layout::Extracted, text::lines(&text)))
    }
}

/// The text of a PDF, pages ended by form feeds.
fn extract(program: &str, more: &[&str], bytes: &[u8]) -> Result<String, ErrorKind> {
    let child = Command::new(program)
        .args(["-enc", "UTF-8", "-eol", "unix"])
        .args(more)
        .args(["-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => ErrorKind::NoPdftotext,
        _ => ErrorKind::Unreadable(error),
    })?;
    let (text, messages) = answer(&mut child, bytes);
    let status = child.wait().map_err(ErrorKind::Unreadable)?;
    let text = text?;
    if messages.contains("Incorrect password") {
        return Err(ErrorKind::Encrypted);
    }
    if messages.contains("Missing language pack") {
        let pack = messages.split('\'').nth(1).unwrap_or("Adobe-GB1").to_owned();
        return Err(ErrorKind::NoPopplerData(pack));
    }
    if !status.success() {
        let why = messages.lines().next().unwrap_or("no reason given").trim().to_owned();
        return Err(ErrorKind::Damaged(format!("{PROGRAM} says: {why}")));
    }
    String::from_utf8(text).map_err(|_| ErrorKind::Damaged(format!("{PROGRAM} gave no UTF-8")))
}

/// Gives the program its input, and takes its text and its messages. One that takes too long or
/// writes too much is ended.
fn answer(child: &mut Child, bytes: &[u8]) -> (Result<Vec<u8>, ErrorKind>, String) {
    let mut stdin = child.stdin.take().expect("stdin is piped");
    let stdout = child.stdout.take().expect("stdout is piped");
    let stderr = child.stderr.take().expect("stderr is piped");
    thread::scope(|scope| {
        // A program that gives up early closes its end; its message says why.
        scope.spawn(move || drop(stdin.write_all(bytes)));
        let messages = scope.spawn(move || {
            let mut messages = Vec::new();
            let mut stderr = stderr;
            // What is beyond the first lines is read and dropped, lest the program block.
            let _ = stderr.by_ref().take(1 << 16).read_to_end(&mut messages);
            let _ = io::copy(&mut stderr, &mut io::sink());
            String::from_utf8_lossy(&messages).into_owned()
        });
        let (done, waiting) = std::sync::mpsc::channel();
        scope.spawn(move || {
            let mut text = Vec::new();
            let read = stdout.take(MAX_TEXT + 1).read_to_end(&mut text).map(|_| text);
            let _ = done.send(read);
        });
        let text = match waiting.recv_timeout(PATIENCE) {
            Ok(Ok(text)) if text.len() as u64 <= MAX_TEXT => Ok(text),
            Ok(Ok(_)) => {
                Err(ErrorKind::Hostile(format!("it holds more than {} MB of text", MAX_TEXT >> 20)))
            }
            Ok(Err(error)) => Err(ErrorKind::Unreadable(error)),
            Err(_) => Err(ErrorKind::Hostile(format!(
                "{PROGRAM} takes more than {} minutes",
                PATIENCE.as_secs() / 60
            ))),
        };
        if text.is_err() {
            let _ = child.kill();
        }
        (text, messages.join().unwrap_or_default())
    })
}

/// Refuses a text without letters, and pages whose fonts do not say which characters they show.
fn check_pages(text: &str) -> Result<(), ErrorKind> {
    if !text.chars().any(char::is_alphanumeric) {
        return Err(ErrorKind::NoTextLayer);
    }
    for (at, page) in text.split('\u{C}').enumerate() {
        let shown = page.chars().filter(|c| !c.is_whitespace()).count();
        let unreadable = page.chars().filter(|c| matches!(c, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}'));
        let unreadable = unreadable.filter(|c| !BULLETS.contains(c)).count();
        if unreadable * 100 > shown * UNREADABLE_PER_CENT {
            return Err(ErrorKind::UnreadablePage {
                page: at + 1,
                per_cent: unreadable * 100 / shown.max(1),
            });
        }
    }
    Ok(())
}

/// What Word's list signs are in the fonts Symbol and Wingdings, which have private codes.
const BULLETS: [char; 3] = ['\u{F0B7}', '\u{F0A7}', '\u{F0D8}'];

/// The text with `• ` for every sign of a list at the start of a line. A sign that stands alone on
/// its line, as it does where the item is set far in, goes before the next one.
fn bulleted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_due = false;
    for line in text.split_inclusive('\n') {
        let rest = line.trim_start();
        let lead = &line[..line.len() - rest.len()];
        if rest.is_empty() {
            out.push_str(line);
            continue;
        }
        let item = rest.strip_prefix(BULLETS).or_else(|| {
            rest.strip_prefix('•').filter(|rest| rest.starts_with(char::is_whitespace))
        });
        let words = item.unwrap_or(rest).trim_start();
        is_due |= item.is_some();
        out.push_str(lead);
        if words.is_empty() {
            continue;
        }
        if std::mem::take(&mut is_due) {
            out.push_str("• ");
        }
        out.push_str(words);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_lists_are_told_by_their_place() {
        let text = "要带：\n  \u{F0B7}雨伞\n\u{F0A7}\n灯\n• 鞋\n约翰\n•史密斯\n\u{C}\u{F0D8} 水";
        assert_eq!(bulleted(text), "要带：\n  • 雨伞\n• 灯\n• 鞋\n约翰\n•史密斯\n\u{C}• 水");
        assert!(check_pages("\u{F0B7}伞\n\u{F0B7}灯").is_ok());
    }

    #[test]
    fn scans_and_nameless_glyphs_are_refused_with_their_page() {
        assert!(matches!(check_pages("\n\u{C}\n\u{C}"), Err(ErrorKind::NoTextLayer)));
        let pages = "好的一页。\u{C}\u{E001}\u{E002}坏\u{C}";
        assert!(matches!(
            check_pages(pages),
            Err(ErrorKind::UnreadablePage { page: 2, per_cent: 66 })
        ));
        assert!(check_pages("好的一页。\u{C}").is_ok());
    }

    #[test]
    fn a_missing_program_is_explained() {
        let error = extract("no-such-pdftotext", &[], b"%PDF-1.4").unwrap_err();
        assert!(error.to_string().contains("apt install poppler-utils poppler-data"));
    }

    #[cfg(unix)]
    #[test]
    fn what_the_program_complains_of_is_explained() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("pdftotext");
        let with = |script: &str| {
            std::fs::write(&program, format!("#!/bin/sh\ncat > /dev/null\n{script}\n")).unwrap();
            std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
            extract(program.to_str().unwrap(), &[], b"%PDF-1.4")
        };
        let missing =
            with("echo \"Syntax Error: Missing language pack for 'Adobe-GB1' mapping\" >&2");
        assert!(matches!(missing, Err(ErrorKind::NoPopplerData(pack)) if pack == "Adobe-GB1"));
        let locked = with("echo 'Command Line Error: Incorrect password' >&2; exit 1");
        assert!(matches!(locked, Err(ErrorKind::Encrypted)));
        assert!(matches!(with("exit 1"), Err(ErrorKind::Damaged(_))));
        assert_eq!(with("echo 雨").unwrap(), "雨\n");
    }
}
