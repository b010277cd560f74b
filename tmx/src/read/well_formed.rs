//! Text that is not well-formed is made so, where it is clear what was meant.
//!
//! Only the escaping is mended: a `<` or `&` that is text, a tag of another language that has no
//! partner, an attribute without quotes. Where an element of TMX itself is not closed, the unit is
//! given up, for nobody knows where it should have ended.

use crate::attributes::{ATTRIBUTES, is_name};
use crate::fault::{Found, MOST, Note as _, Rule};
use crate::inline::CodeKind;
use crate::read::pieces::OPAQUE;
use crate::read::references::name_after;

/// The text with its escaping mended, and what was mended. Offsets are those of `text`; lines are
/// never added or taken away.
pub(crate) fn mend(text: &str, prefix: &str) -> (String, Vec<Found>) {
    let mut mender =
        Mender { text, prefix, parts: vec![], open: vec![], found: vec![], absent: [false; 3] };
    mender.run();
    (mender.parts.concat(), mender.found)
}

/// The offset in `text` that is on the same line, and as far as can be in the same column, as `offset`
/// is in the text `mended` that was made of it.
pub(crate) fn offset_before(text: &str, mended: &str, offset: usize) -> usize {
    let before = &mended[..mended.floor_char_boundary(offset)];
    let line = memchr::memchr_iter(b'\n', before.as_bytes()).count();
    let column = before.len() - before.rfind('\n').map_or(0, |at| at + 1);
    let mut lines = text.split_inclusive('\n');
    let start: usize = lines.by_ref().take(line).map(str::len).sum();
    let length = lines.next().map_or(0, |line| line.trim_end_matches('\n').len());
    text.floor_char_boundary(start + column.min(length))
}

struct Mender<'a> {
    text: &'a str,
    prefix: &'a str,
    parts: Vec<String>,
    /// Open elements: name, offset, part.
    open: Vec<(&'a str, usize, usize)>,
    found: Vec<Found>,
    /// Of each of [`OPAQUE`]: whether its end was looked for in vain.
    absent: [bool; 3],
}

impl<'a> Mender<'a> {
    fn run(&mut self) {
        let mut here = 0;
        while here < self.text.len() {
            let rest = &self.text[here..];
            if self.found.len() >= MOST {
                // It is beyond mending.
                self.parts.push(rest.to_owned());
                break;
            }
            here += match self.opaque_length(rest) {
                Some(length) => {
                    self.parts.push(rest[..length].to_owned());
                    length
                }
                None if rest.starts_with('<') => self.markup(here),
                None => {
                    let length = rest.find('<').unwrap_or(rest.len());
                    let escaped = self.escape_stray(&rest[..length], here);
                    self.parts.push(escaped);
                    length
                }
            };
        }
        while let Some((name, offset, part)) = self.open.pop() {
            self.as_text(name, offset, part);
        }
        self.found.sort_by_key(|found| found.offset);
    }

    /// The length of what holds no tags at the start of `rest`.
    fn opaque_length(&mut self, rest: &str) -> Option<usize> {
        if rest.starts_with("<!DOCTYPE") {
            return crate::read::root::doctype_length(rest);
        }
        let which = OPAQUE.iter().position(|(begin, _)| rest.starts_with(begin))?;
        let (begin, end) = OPAQUE[which];
        if self.absent[which] {
            return None;
        }
        let inside = rest[begin.len()..].find(end);
        self.absent[which] = inside.is_none();
        inside.map(|at| begin.len() + at + end.len())
    }

    /// A `<` at `here`: a tag, or text. Returns its length.
    fn markup(&mut self, here: usize) -> usize {
        let rest = &self.text[here..];
        let closing = rest.starts_with("</");
        let name_at = 1 + usize::from(closing);
        let name_length = rest[name_at..]
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':' | '-' | '.')))
            .unwrap_or(rest.len() - name_at);
        let name = &rest[name_at..name_at + name_length];
        let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
        let end = tag_end(rest);
        let Some(end) = end.filter(|_| is_name) else {
            self.found.note(Found::new(
                Rule::MarkupStray,
                here,
                "a < is not written &lt;",
                "read as <",
            ));
            self.parts.push("&lt;".to_owned());
            return 1;
        };
        if closing {
            self.close(name, here);
            if self.parts.last().is_some_and(String::is_empty) {
                *self.parts.last_mut().expect("close adds a part") = rest[..=end].to_owned();
            }
        } else {
            let inside = &rest[name_at + name_length..end];
            let (inside, slash) = match inside.strip_suffix('/') {
                Some(inside) => (inside, "/"),
                None => (inside, ""),
            };
            let attributes = self.attributes(inside, here);
            if slash.is_empty() {
                self.open.push((name, here, self.parts.len()));
            }
            self.parts.push(format!("<{name}{attributes}{slash}>"));
        }
        end + 1
    }

    /// An end tag. What is open inside the element and of another language becomes text; so does
    /// the end tag, if nothing of that name is open. An empty part stands for a good end tag.
    fn close(&mut self, name: &'a str, here: usize) {
        let partner = self.open.iter().rposition(|(open, _, _)| *open == name);
        let blocked = partner.map_or(!self.is_tmx(name), |partner| {
            self.open[partner + 1..].iter().any(|(inner, _, _)| self.is_tmx(inner))
                && !self.is_tmx(name)
        });
        if blocked {
            let fault = format!("</{name}> closes nothing");
            self.found.note(Found::new(Rule::MarkupStray, here, fault, "read as text"));
            self.parts.push(format!("&lt;/{name}&gt;"));
            return;
        }
        if let Some(partner) = partner {
            while self.open.len() > partner + 1 {
                let (inner, offset, part) =
                    self.open.pop().expect("longer than the partner's place");
                self.as_text(inner, offset, part);
            }
            self.open.pop();
        }
        self.parts.push(String::new());
    }

    /// A start tag that nothing closes.
    fn as_text(&mut self, name: &str, offset: usize, part: usize) {
        if self.is_tmx(name) {
            return;
        }
        let fault = format!("<{name}> is never closed");
        self.found.note(Found::new(Rule::MarkupStray, offset, fault, "read as text"));
        let escaped = self.parts[part].replacen('<', "&lt;", 1);
        self.parts[part] = escaped;
    }

    fn is_tmx(&self, name: &str) -> bool {
        let name = name.strip_prefix(self.prefix).unwrap_or(name);
        matches!(
            name,
            "tmx" | "header" | "body" | "tu" | "tuv" | "seg" | "prop" | "note" | "ude" | "map"
        ) || !matches!(CodeKind::of(name), CodeKind::Foreign(_))
    }

    /// The attributes of a start tag, each with quotes, each once.
    fn attributes(&mut self, inside: &str, here: usize) -> String {
        let (mut names, mut written) = (Vec::new(), String::new());
        let mut rest = inside.trim_start();
        let mut apart = rest.len() < inside.len();
        while !rest.is_empty() {
            let name_length =
                rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
            let (name, after) = rest.split_at(name_length);
            let after = after.trim_start();
            let (value, quoted) = if let Some(value) = after.strip_prefix('=').map(str::trim_start)
            {
                let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
                let (value, after) = match quote {
                    Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                    None => value.split_once(char::is_whitespace).unwrap_or((value, "")),
                };
                rest = after.trim_start();
                if !std::mem::replace(&mut apart, rest.len() < after.len()) {
                    let fault = format!("there is no blank before the attribute {name}");
                    let done = "read as if there were";
                    self.found.note(Found::new(Rule::AttributeBroken, here, fault, done));
                }
                (value, quote.is_some())
            } else {
                rest = after;
                ("", false)
            };
            let legal = is_name(name);
            let twice = names.contains(&name);
            if names.len() == ATTRIBUTES {
                let fault = format!("an element has more than {ATTRIBUTES} attributes");
                self.found.note(Found::new(Rule::AttributeBroken, here, fault, "left out"));
                break;
            }
            if !legal || twice || !quoted {
                let fault = match (legal, twice) {
                    (false, _) => format!("{name:?} is no attribute"),
                    (_, true) => format!("the attribute {name} stands twice"),
                    _ => format!("the value of the attribute {name} has no quotes"),
                };
                let done = if legal && !twice { "read as if it had" } else { "left out" };
                self.found.note(Found::new(Rule::AttributeBroken, here, fault, done));
            }
            if legal && !twice {
                names.push(name);
                if value.contains('<') {
                    let fault = format!("a < in the attribute {name} is not written &lt;");
                    self.found.note(Found::new(Rule::MarkupStray, here, fault, "read as <"));
                }
                let value = self.escape_stray(value, here);
                let value = value.replace('"', "&quot;").replace('<', "&lt;");
                written.extend([" ", name, "=\"", &value, "\""]);
            }
        }
        written
    }

    /// The text with every `&` escaped that begins no reference.
    fn escape_stray(&mut self, text: &str, here: usize) -> String {
        let mut escaped = String::with_capacity(text.len());
        let mut plain = 0;
        for at in memchr::memchr_iter(b'&', text.as_bytes()) {
            if name_after(&text[at + 1..]).is_none() {
                escaped.push_str(&text[plain..=at]);
                escaped.push_str("amp;");
                plain = at + 1;
                let fault = "an & is not written &amp;";
                self.found.note(Found::new(Rule::MarkupStray, here + at, fault, "read as &"));
            }
        }
        escaped.push_str(&text[plain..]);
        escaped
    }
}

/// Where the `>` of the tag at the start of `rest` stands. A `<` before it means that there is no tag;
/// but in a value with quotes `<` and `>` are text.
pub(crate) fn tag_end(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut here = 1;
    while let Some(&byte) = bytes.get(here) {
        match byte {
            b'>' => return Some(here),
            b'<' => return None,
            b'"' | b'\'' if bytes[..here].trim_ascii_end().ends_with(b"=") => {
                let inside = &rest[here + 1..];
                let close = inside.find(char::from(byte))?;
                // A quote that closes in another element was never meant to be open.
                if !inside[..close].contains("</") {
                    here += close + 1;
                }
            }
            _ => {}
        }
        here += 1;
    }
    None
}
