//! PO, the message catalogues of gettext.

use super::bilingual::Bilingual;
use crate::read::{
    encoding,
    error::{Error, ErrorKind},
    input::{Input, Options},
    reader::{Content, Reader},
    report::Report,
    text,
};

/// Reads PO.
pub(in crate::read) struct Po;

impl Reader for Po {
    fn read(
        &self,
        input: &Input,
        options: &Options,
        report: &mut Report,
    ) -> Result<Content, Error> {
        let head = String::from_utf8_lossy(&input.bytes[..input.bytes.len().min(4096)]);
        let declared = head.split("charset=").nth(1).and_then(|after| {
            let end = after
                .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
                .unwrap_or(after.len());
            encoding_rs::Encoding::for_label(&after.as_bytes()[..end])
        });
        let source = encoding::decode(&input.bytes, options, declared, report)?;
        let source =
            text::clean(source, report).map_err(|kind| Error::new(input.shown.clone(), kind))?;
        let mut both = Bilingual { name: input.name.clone(), ..Bilingual::default() };
        let mut entry = Entry::default();
        for (at, line) in source.lines().enumerate() {
            let line = line.trim();
            let fail = || Error::new(input.shown.clone(), ErrorKind::NotPo).at_line(at + 1);
            let flags = line.strip_prefix("#,").unwrap_or_default();
            if flags.split(',').any(|flag| flag.trim() == "fuzzy") {
                entry.close(&mut both, options, report);
                entry.fuzzy = true;
            } else if line.is_empty() || line.starts_with('#') {
                let old = line.strip_prefix("#~").unwrap_or_default().trim_start();
                if old.starts_with("msgid ") || old.starts_with("msgid\"") {
                    let place = Some(format!("line {}", at + 1));
                    report.leave_out("obsolete entries", "they are no longer used", place, "");
                }
                entry.close(&mut both, options, report);
            } else if let Some(quoted) = line.strip_prefix('"') {
                entry.add(quoted).ok_or_else(fail)?;
            } else {
                let (keyword, rest) = line.split_once(char::is_whitespace).ok_or_else(fail)?;
                if keyword == "msgctxt" || (keyword == "msgid" && entry.field != Field::Context) {
                    entry.close(&mut both, options, report);
                }
                entry.field = Field::of(keyword).ok_or_else(fail)?;
                if entry.field == Field::Source {
                    entry.line = at + 1;
                }
                entry
                    .add(rest.trim_start().strip_prefix('"').ok_or_else(fail)?)
                    .ok_or_else(fail)?;
            }
        }
        entry.close(&mut both, options, report);
        Ok(Content::Pairs(both))
    }
}

/// Which string of an entry is being read.
#[derive(Default, PartialEq, Eq, Clone, Copy)]
enum Field {
    #[default]
    None,
    Context,
    Source,
    Plural,
    Target(usize),
}

impl Field {
    fn of(keyword: &str) -> Option<Self> {
        Some(match keyword {
            "msgctxt" => Self::Context,
            "msgid" => Self::Source,
            "msgid_plural" => Self::Plural,
            "msgstr" => Self::Target(0),
            _ => Self::Target(keyword.strip_prefix("msgstr[")?.strip_suffix(']')?.parse().ok()?),
        })
    }
}

#[derive(Default)]
struct Entry {
    field: Field,
    context: String,
    source: String,
    plural: String,
    /// One for each plural form; Chinese has one, English two.
    targets: Vec<String>,
    fuzzy: bool,
    line: usize,
}

impl Entry {
    /// Adds a string whose opening quote is gone; `None` when it is malformed.
    fn add(&mut self, quoted: &str) -> Option<()> {
        let text = unescape(quoted.strip_suffix('"')?)?;
        let to = match self.field {
            Field::Context => &mut self.context,
            Field::Source => &mut self.source,
            Field::Plural => &mut self.plural,
            // No language has more than six forms.
            Field::Target(form) if form < 6 => {
                self.targets.resize(self.targets.len().max(form + 1), String::new());
                &mut self.targets[form]
            }
            Field::Target(_) | Field::None => return None,
        };
        to.push_str(&text);
        Some(())
    }

    fn close(&mut self, both: &mut Bilingual, options: &Options, report: &mut Report) {
        // Comments stand before the entry they belong to.
        let fuzzy_next = self.fuzzy && matches!(self.field, Field::None);
        let entry = std::mem::take(self);
        self.fuzzy = fuzzy_next;
        if matches!(entry.field, Field::None) {
            return;
        }
        if entry.source.is_empty() {
            let first = entry.targets.first().map_or("", String::as_str);
            let language = first.lines().find_map(|l| l.strip_prefix("Language:")).map(str::trim);
            both.target_lang = language.filter(|l| !l.is_empty()).map(|l| l.replace('_', "-"));
            return;
        }
        let id = (!entry.context.is_empty()).then_some(entry.context.as_str());
        let mut push = |source: &str, target: Option<&String>| {
            let mut target = target.map_or("", String::as_str);
            if entry.fuzzy && !options.all_states && !target.is_empty() {
                let place = Some(format!("line {}", entry.line));
                let why = "nobody has confirmed them; --states all takes them";
                report.leave_out("fuzzy translations", why, place, target);
                target = "";
            }
            both.push(id, source, target, entry.line);
            if let Some(pair) = both.pairs.last_mut().filter(|it| it.line == entry.line) {
                pair.context = id.map(str::to_owned);
                pair.keeps_lines = true;
            }
        };
        push(&entry.source, entry.targets.first());
        if !entry.plural.is_empty() {
            push(&entry.plural, entry.targets.last());
        }
    }
}

fn unescape(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next()? {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                other => other,
            },
            // A quote inside must be escaped.
            '"' => return None,
            other => other,
        });
    }
    Some(out)
}
