//! `diptych tmx set`.

use std::path::PathBuf;

use diptych_tmx::{Codes, Detail, Edit, Prop, TranslationUnit, edit_with_head, language};

use super::faults::FaultCount;
use super::input::Input;
use super::packed;
use crate::cli::console::Console;
use crate::cli::counted::plural;
use crate::cli::outcome::{Failure, Outcome, Outcomes};
use crate::output::refuse;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The memory, also as .gz or .zip; `-` is the standard input.
    input: PathBuf,
    /// The file to write; `-` is the standard output. Units that do not change stay byte for byte.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// The code to write for the source language, in the header too.
    #[arg(long, value_name = "CODE")]
    source_lang: Option<String>,
    /// The code to write for the target language.
    #[arg(long, value_name = "CODE")]
    target_lang: Option<String>,
    /// The user to name as the creator of every unit.
    #[arg(long, value_name = "ID")]
    creator: Option<String>,
    /// A prop to give every unit, in place of those of the same type.
    #[arg(long, value_name = "TYPE=VALUE")]
    prop: Vec<String>,
    /// The type of props to remove from every unit.
    #[arg(long, value_name = "TYPE")]
    remove_prop: Vec<String>,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    refuse([args.output.as_path()], &[&args.input])?;
    let code = |option: &str, code: &Option<String>| match code {
        None => Ok(None),
        Some(code) => language::canonical(code).map(Some).ok_or_else(|| {
            Failure::new(format!("{option} {code}: write a BCP 47 code such as zh-CN"))
        }),
    };
    let source = code("--source-lang", &args.source_lang)?;
    let target = code("--target-lang", &args.target_lang)?;
    let props = args.prop.iter().map(|prop| {
        prop.split_once('=')
            .ok_or_else(|| Failure::new(format!("--prop {prop}: write it as TYPE=VALUE")))
    });
    let props: Vec<(&str, &str)> = props.collect::<Result<_, _>>()?;
    let has_units = args.creator.is_some() || !props.is_empty() || !args.remove_prop.is_empty();
    if source.is_none() && target.is_none() && !has_units {
        return Err(Failure::new("name what to set, such as --target-lang en-GB"));
    }
    let input = Input::new(&args.input, console)?;
    let mut memory = input.memory(diptych_tmx::Options::default())?;
    let codes = Codes::given(memory.header(), source.as_deref(), target.as_deref());
    let out = packed::create(&args.output)?;
    let mut before = TranslationUnit::default();
    let (out, done) = edit_with_head(&mut memory, out, source.as_deref(), |unit, asked| {
        if !asked.is_whole {
            return Ok(Edit::Keep);
        }
        before.clone_from(unit);
        codes.unit(unit);
        if let Some(creator) = &args.creator {
            unit.attributes.set("creationid", creator.as_str());
        }
        for kind in &args.remove_prop {
            without_prop(unit, kind);
        }
        for (kind, value) in &props {
            set_prop(unit, kind, value);
        }
        Ok(if before == *unit { Edit::Keep } else { Edit::Change })
    })
    .map_err(|error| input.failure(&error))?;
    packed::commit([out], None)?;
    FaultCount::copied(done.faults).warn(&input, console);
    console.say(format!(
        "{}: {} = {} kept + {} changed",
        input.name(),
        plural(done.read, "unit"),
        done.kept,
        done.changed
    ));
    Ok(Outcome::Clean)
}

fn without_prop(unit: &mut TranslationUnit, kind: &str) {
    let keep = |detail: &Detail| !matches!(detail, Detail::Prop(prop) if prop.kind() == kind);
    unit.details.retain(keep);
    unit.variants.iter_mut().for_each(|variant| variant.details.retain(keep));
}

/// Gives the unit's first prop of that type the value, in its place, and takes the others away.
fn set_prop(unit: &mut TranslationUnit, kind: &str, value: &str) {
    let is_it = |detail: &Detail| matches!(detail, Detail::Prop(prop) if prop.kind() == kind);
    let Some(first) = unit.details.iter().position(is_it) else {
        return unit.add_prop(kind, value);
    };
    let mut at = 0;
    unit.details.retain(|detail| {
        at += 1;
        at - 1 <= first || !is_it(detail)
    });
    unit.details[first] = Detail::Prop(Prop::new(kind, value));
}
