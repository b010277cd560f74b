//! What the module answers, as plain values: texts in, lines of JSON out. They are the lines that the
//! command writes (a saved alignment, `check --format jsonl`), so that both give the same answers.

use std::error::Error;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;

use diptych::bitext::SURE;
use diptych::bitext::saved::SavedBead;
use diptych::check::{self, CheckReport, Checker, Unit, termbases, waivers};
use diptych::finding::Finding;
use diptych::lang_code::lang_of_code;
use diptych::pipeline::{self, Resources};
use diptych::prepare::{self, Choice, Choices, Notes, States, TextEncoding};
use diptych::read::{self, Format, Read};
use diptych_segments::{Lang, Layout, SrxMode, detect};

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// The input cannot be used: what is wrong and what to do.
    Refused(String),
    /// The program is at fault.
    Internal(String),
}

impl<E: Error + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        let any: &(dyn Error + 'static) = &error;
        match any.downcast_ref() {
            Some(pipeline::Error::Unrelated { .. }) => {
                Self::Refused(format!("{error}, or align them all the same with force=True"))
            }
            _ => Self::Refused(error.to_string()),
        }
    }
}

/// Lines of JSON, and what the user should look at.
#[derive(Debug, Default)]
pub struct Answer {
    /// One value a line.
    pub lines: Vec<String>,
    /// What of a termbase is not used, what of a memory is damaged, and the like.
    pub warnings: Vec<String>,
}

/// A text as it is given.
#[derive(Debug, Clone)]
pub enum Given {
    /// The text itself.
    Text(String),
    /// Its segments, none of which is split or joined; a line break in one is a blank.
    Segments(Vec<String>),
    /// A file in any format that the command reads.
    File(PathBuf),
}

/// How texts are read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// What the lines of a plain text are; `None` leaves that to the text.
    pub layout: Option<String>,
    /// What becomes of notes.
    pub notes: Option<String>,
    /// The SRX rules of another tool.
    pub srx: Option<PathBuf>,
}

/// How two texts are aligned.
#[derive(Debug, Clone, Default)]
pub struct Aligning {
    /// How they are read.
    pub reading: Reading,
    /// BCP 47 codes of source and target; `None` detects them.
    pub codes: [Option<String>; 2],
    /// Termbases that help to align.
    pub glossary: Vec<PathBuf>,
    /// Word lists that help to align.
    pub lexicon: Vec<PathBuf>,
    /// Whether texts that do not look like translations of each other are aligned.
    pub force: bool,
}

/// What pairs are checked against.
#[derive(Debug, Clone, Default)]
pub struct Checking {
    /// Termbases; of none, only numbers and the like are checked.
    pub glossary: Vec<PathBuf>,
    /// Whether numbers are compared.
    pub numbers: bool,
    /// Whether placeholders, blanks, brackets, ends and the like are checked too.
    pub qa: bool,
    /// Whether traditional and simplified characters count as the same.
    pub any_script: bool,
}

/// A pair to check.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The source text.
    pub source: String,
    /// The target text.
    pub target: String,
    /// The probability that they belong together; 1 where a person says so.
    pub score: f32,
}

/// Runs `work`; a panic is a failure.
///
/// # Errors
/// Those of `work`.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
        let text = payload.downcast_ref::<&str>().map(|it| (*it).to_owned());
        let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
        let what = text.unwrap_or_else(|| "no message".to_owned());
        Err(Failure::Internal(format!(
            "internal error: {what}: please report this with the call and, if you can, the input"
        )))
    })
}

/// The beads of two texts, each a line of a saved alignment. Of segments, `source` and `target` are
/// places in the list that was given; a blank one is a bead of its own.
///
/// # Errors
/// As the command `align`.
pub fn align(source: Given, target: Given, how: &Aligning) -> Result<Answer, Failure> {
    let mut warnings = vec![];
    let resources = Resources::load(&how.glossary, &how.lexicon, |fault| {
        warnings.push(format!("{}:{}: {}", fault.file, fault.line, fault.message));
    })?;
    let [source_code, target_code] = &how.codes;
    let options = pipeline::Options {
        source: options(&source, &how.reading, source_code.as_deref())?,
        target: options(&target, &how.reading, target_code.as_deref())?,
        resources: Arc::new(resources),
        anchors: None,
        allow_unrelated: how.force,
    };
    let source = read(source, "source", &options.source)?;
    let target = read(target, "target", &options.target)?;
    let pair = pipeline::pair_read(source, target, &options)?;
    let beads = 1..=pair.bitext.beads.len();
    let lines = beads.map(|number| serde_json::to_string(&SavedBead::new(&pair.bitext, number)));
    Ok(Answer { lines: lines.collect::<Result<_, _>>()?, warnings })
}

/// The segments of a text, each a string of JSON; bead and segment numbers count them from 0.
///
/// # Errors
/// As the command `segment`.
pub fn segment(text: Given, how: &Reading, code: Option<&str>) -> Result<Answer, Failure> {
    let options = options(&text, how, code)?;
    let prepared = prepare::one_read(read(text, "text", &options)?, &options)?;
    let text = &prepared.text;
    let lines = (0..text.segments().len()).map(|it| serde_json::to_string(text.segment(it)));
    Ok(Answer { lines: lines.collect::<Result<_, _>>()?, warnings: vec![] })
}

/// The findings in a file that holds both sides, each a line of `check --format jsonl`.
///
/// # Errors
/// As the command `check`.
pub fn check_file(file: &std::path::Path, how: &Checking) -> Result<Answer, Failure> {
    checked(how, |checker| {
        let heading =
            check::units::each_unit(file, &read::Options::default(), |unit| checker.push(unit))?;
        let damage = heading.file.damage.iter().map(|fault| {
            format!(
                "{}:{}: the file is damaged ({}): units or characters of it may be missing",
                file.display(),
                fault.line,
                fault.fault
            )
        });
        Ok(damage.collect())
    })
}

/// The findings in pairs; `unit` counts them from 1.
///
/// # Errors
/// When a termbase cannot be used, or it is not clear which side is Chinese.
pub fn check_pairs(
    pairs: Vec<Pair>,
    code: Option<&str>,
    how: &Checking,
) -> Result<Answer, Failure> {
    let lang = match code {
        Some(code) => lang_of_code(code).ok_or_else(|| prepare::Error::Code(code.to_owned()))?,
        None => direction(&pairs)?,
    };
    checked(how, |checker| {
        for (number, Pair { source, target, score }) in (1..).zip(pairs) {
            checker.push(Unit {
                number,
                tuid: None,
                lang,
                source,
                target,
                line: 0,
                is_doubtful: score < SURE,
                chapter: None,
                pages: [None; 2],
                codes: None,
                notes: vec![],
            });
        }
        Ok(vec![])
    })
}

/// The findings in what `units` gives to the checker; it returns what the user should know of them.
fn checked(
    how: &Checking,
    units: impl FnOnce(&mut Checker) -> Result<Vec<String>, Failure>,
) -> Result<Answer, Failure> {
    let mut warnings = vec![];
    let chosen = termbases::Chosen { domains: &[], any_script: how.any_script };
    let base = termbases::load_chosen(&how.glossary, &chosen, |fault| {
        warnings.push(format!("{}:{}: {}", fault.file, fault.line, fault.message));
    })?;
    let mut checker = Checker::new(&base);
    if how.any_script {
        checker = checker.of_any_script();
    }
    checker = match (how.qa, how.numbers) {
        (true, _) => checker.with_qa(),
        (false, true) => checker.with_numbers(),
        (false, false) => checker,
    };
    warnings.extend(units(&mut checker)?);
    let CheckReport { mut findings, waivers, .. } = checker.finish();
    let mut open: Vec<&mut Finding> = findings.iter_mut().collect();
    waivers::waive(&mut open, &waivers, &waivers::today());
    let lines = findings.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    Ok(Answer { lines, warnings })
}

/// The language of the sources of pairs that do not name it.
fn direction(pairs: &[Pair]) -> Result<Lang, Failure> {
    let joined = |side: fn(&Pair) -> &str| {
        let texts: Vec<&str> = pairs.iter().map(side).collect();
        detect(&texts.join("\n")).lang()
    };
    let other = |lang| if lang == Lang::Zh { Lang::En } else { Lang::Zh };
    match (joined(|it| &it.source), joined(|it| &it.target)) {
        (Some(source), target) if target != Some(source) => Ok(source),
        (None, Some(target)) => Ok(other(target)),
        // Of nothing, nothing is said.
        _ if pairs.is_empty() => Ok(Lang::Zh),
        _ => Err(Failure::Refused(
            "it is not clear which side is Chinese: give source_lang".to_owned(),
        )),
    }
}

fn options(given: &Given, how: &Reading, code: Option<&str>) -> Result<prepare::Options, Failure> {
    let layout = named::<Layout>("layout", how.layout.as_deref())?;
    let is_file = matches!(given, Given::File(_));
    let choices = Choices {
        layout: if matches!(given, Given::Segments(_)) { Layout::Lines } else { layout },
        notes: named::<Notes>("notes", how.notes.as_deref())?,
        replace: false,
        from: (!is_file).then_some(Format::Text),
        states: States::Translated,
        srx: how.srx.clone().map(|file| (file, SrxMode::Spec)),
    };
    let encoding = (!is_file).then_some(encoding_rs::UTF_8);
    Ok(choices.options(TextEncoding { encoding, option: None }, code)?)
}

fn named<T: Choice>(option: &str, name: Option<&str>) -> Result<T, Failure> {
    let Some(name) = name else { return Ok(T::ALL[0].0) };
    T::named(name).ok_or_else(|| {
        let names: Vec<&str> = T::ALL.iter().map(|(_, name, _)| *name).collect();
        Failure::Refused(format!("{option}: `{name}` is not one of {}", names.join(", ")))
    })
}

/// Reads what is given; in messages, a text that is no file is called `name`.
fn read(given: Given, name: &str, options: &prepare::Options) -> Result<Read, Failure> {
    let text = match given {
        Given::File(path) => return Ok(read::read(&path, &options.read)?),
        Given::Text(text) => text,
        Given::Segments(segments) => {
            segments.iter().map(|it| it.replace(BREAKS, " ") + "\n").collect()
        }
    };
    Ok(read::read_bytes(name, text.into_bytes(), &options.read)?)
}

/// What would make two lines of a segment.
const BREAKS: [char; 7] = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

#[cfg(test)]
mod tests {
    use super::*;

    fn list(texts: &[&str]) -> Given {
        Given::Segments(texts.iter().map(|it| (*it).to_owned()).collect())
    }

    #[test]
    fn every_segment_stands_in_one_bead_under_its_own_number() {
        let chinese =
            ["山里下了三天雨。", "", "第四天，\n太阳出来了。", "   ", "孩子们都出去玩。", "", ""];
        let english = [
            "It rained in the hills for three days.",
            "On the fourth day the sun came out.",
            "",
            "The children all went out to play.",
        ];
        let answer = align(list(&chinese), list(&english), &Aligning::default()).unwrap();
        let beads: Vec<SavedBead> =
            answer.lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
        let ids = |side: fn(&SavedBead) -> &Vec<usize>| -> Vec<usize> {
            beads.iter().flat_map(|bead| side(bead).clone()).collect()
        };
        assert_eq!(ids(|bead| &bead.source), [0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(ids(|bead| &bead.target), [0, 1, 2, 3]);
    }

    #[test]
    fn a_text_is_plain_text_whatever_it_looks_like() {
        let html = "<p>山里下了三天雨。</p>";
        let answer =
            segment(Given::Text(html.to_owned()), &Reading::default(), Some("zh")).unwrap();
        assert!(answer.lines[0].contains("<p>"), "{:?}", answer.lines);
    }

    #[test]
    fn what_is_wrong_is_refused_and_a_panic_is_caught() {
        let how = Reading { layout: Some("pages".to_owned()), ..Reading::default() };
        let refused = segment(Given::Text("雨。".to_owned()), &how, None);
        assert!(
            matches!(refused, Err(Failure::Refused(message)) if message.contains("paragraphs"))
        );
        let caught = guarded::<()>(|| panic!("seven"));
        assert!(matches!(caught, Err(Failure::Internal(message)) if message.contains("seven")));
    }

    #[test]
    fn damage_of_a_memory_is_a_warning() {
        let file = std::env::temp_dir().join(format!("diptych-{}.tmx", std::process::id()));
        let unit = "<tu><tuv xml:lang='zh'><seg>雨停了。</seg></tuv><tuv xml:lang='en'><seg>The rain \
                    stopped.</seg></tuv></tu>\n";
        let memory = format!("<tmx version='1.4'><header srclang='zh'/><body>\n{unit}");
        let end = "</body></tmx>";
        for (text, is_whole) in [(format!("{memory}{end}"), true), (format!("{memory}<tu>"), false)]
        {
            std::fs::write(&file, text).unwrap();
            let answer = check_file(&file, &Checking::default()).unwrap();
            assert_eq!(answer.warnings.is_empty(), is_whole, "{:?}", answer.warnings);
        }
        std::fs::remove_file(&file).unwrap();
    }

    #[test]
    fn the_side_that_is_chinese_is_found_for_pairs() {
        let pair = |source: &str, target: &str| Pair {
            source: source.to_owned(),
            target: target.to_owned(),
            score: 1.0,
        };
        let english = pair("It rained for 3 days in the hills.", "山里下了三天雨。");
        assert_eq!(direction(std::slice::from_ref(&english)).unwrap(), Lang::En);
        assert!(direction(&[pair("雨", "雪下了三天。")]).is_err());
        let how = Checking { numbers: true, ..Checking::default() };
        assert!(check_pairs(vec![english], None, &how).unwrap().lines.is_empty());
    }
}
