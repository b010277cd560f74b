//! PDF, by calling `pdftotext` (Poppler): its text goes the way of any
//! extracted text.
//!
//! The program reads the bytes from a pipe and writes to a pipe, so that no
//! copy of the user's text stays on disk.

mod lines;

use std::{
    io::{self, Read as _, Write as _},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use diptych_segments::Layout;

use super::{
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
/// How many characters in a hundred may be unreadable on a page.
const UNREADABLE_PER_CENT: usize = 2;

impl Reader for Pdf {
    fn read(&self, input: &Input, _: &Options, report: &mut Report) -> Result<Content, Error> {
        let fail = |kind| Error::new(input.shown.clone(), kind);
        let text = extract(PROGRAM, &[], &input.bytes).map_err(fail)?;
        check_pages(&text).map_err(fail)?;
        let places = extract(PROGRAM, &["-bbox-layout"], &input.bytes).map_err(fail)?;
        let text = bulleted(&lines::mended(&text, &places));
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
        let (text, mapped) = without_radicals(&text);
        report.change(
            "Kangxi radicals made ordinary",
            "fonts map the characters to them that look the same",
            mapped,
        );
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
    let mut child = match child {
        Ok(child) => child,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(ErrorKind::NoPdftotext);
        }
        Err(error) => return Err(ErrorKind::Unreadable(error)),
    };
    let mut stdin = child.stdin.take().expect("stdin is piped");
    let stdout = child.stdout.take().expect("stdout is piped");
    let stderr = child.stderr.take().expect("stderr is piped");
    let (text, messages) = thread::scope(|scope| {
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
        let text = waiting.recv_timeout(PATIENCE);
        if !matches!(&text, Ok(Ok(text)) if text.len() as u64 <= MAX_TEXT) {
            let _ = child.kill();
        }
        (text, messages.join().unwrap_or_default())
    });
    let status = child.wait().map_err(ErrorKind::Unreadable)?;
    let text = match text {
        Err(_) => {
            return Err(ErrorKind::Hostile(format!(
                "{PROGRAM} takes more than {} minutes",
                PATIENCE.as_secs() / 60
            )));
        }
        Ok(Err(error)) => return Err(ErrorKind::Unreadable(error)),
        Ok(Ok(text)) if text.len() as u64 > MAX_TEXT => {
            return Err(ErrorKind::Hostile(format!(
                "it holds more than {} MB of text",
                MAX_TEXT >> 20
            )));
        }
        Ok(Ok(text)) => text,
    };
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

/// Kangxi radicals (U+2F00…) as the ordinary characters that look the same, and how many there
/// were: PDF fonts map glyphs to them, and no glossary would match.
fn without_radicals(text: &str) -> (String, usize) {
    let mut mapped = 0;
    let ordinary = |c: char| {
        if !('\u{2E80}'..='\u{2FDF}').contains(&c) {
            return c;
        }
        let at = (c as u32).checked_sub(0x2F00).and_then(|at| usize::try_from(at).ok());
        let found = at.and_then(|at| RADICALS.chars().nth(at));
        let found = found.or_else(|| {
            SUPPLEMENT.iter().find(|(radical, _)| *radical == c).map(|(_, ordinary)| *ordinary)
        });
        mapped += usize::from(found.is_some());
        found.unwrap_or(c)
    };
    (text.chars().map(ordinary).collect(), mapped)
}

/// The compatibility decompositions of U+2F00 to U+2FD5, in order (Unicode character database).
const RADICALS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Radicals of the supplement block (U+2E80…) that fonts map whole characters to.
const SUPPLEMENT: &[(char, char)] = &[
    ('\u{2E8E}', '兀'),
    ('\u{2E9D}', '月'),
    ('\u{2E9F}', '母'),
    ('\u{2EA0}', '民'),
    ('\u{2EB3}', '网'),
    ('\u{2EC1}', '虎'),
    ('\u{2EC4}', '西'),
    ('\u{2EC5}', '见'),
    ('\u{2EC9}', '贝'),
    ('\u{2ECB}', '车'),
    ('\u{2ED3}', '长'),
    ('\u{2ED4}', '门'),
    ('\u{2ED8}', '青'),
    ('\u{2ED9}', '韦'),
    ('\u{2EDA}', '页'),
    ('\u{2EDB}', '风'),
    ('\u{2EDC}', '飞'),
    ('\u{2EDD}', '食'),
    ('\u{2EE2}', '马'),
    ('\u{2EE3}', '骨'),
    ('\u{2EE4}', '鬼'),
    ('\u{2EE5}', '鱼'),
    ('\u{2EE6}', '鸟'),
    ('\u{2EE7}', '卤'),
    ('\u{2EE8}', '麦'),
    ('\u{2EE9}', '黄'),
    ('\u{2EEC}', '齐'),
    ('\u{2EEE}', '齿'),
    ('\u{2EF0}', '龙'),
    ('\u{2EF3}', '龟'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_radical_has_its_character() {
        assert_eq!(RADICALS.chars().count(), 0x2FD6 - 0x2F00);
        assert_eq!(without_radicals("\u{2F08}⽤雨\u{2FD5}\u{2ED3}"), ("人用雨龠长".to_owned(), 4));
    }

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
