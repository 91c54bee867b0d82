//! Habits brought from other tools (Mermaid, PlantUML, D2, Structurizr), in heads that the grammar refuses: what Frieze
//! writes instead, with the user's own words in it wherever they can be told.

use super::context::Context;
use super::expect::Finding;
use super::words;

/// A refused head, looked at from several sides.
pub(super) struct Refused<'a> {
    pub context: Context,
    pub head: &'a str,
    /// The head before its free text, strings blanked out; byte for byte as long as that part of the head.
    pub structure: String,
    pub first: &'a str,
}

impl<'a> Refused<'a> {
    pub fn new(context: Context, head: &'a str) -> Self {
        Self { context, head, structure: structure(head), first: words::first(head).0 }
    }
}

pub(super) fn find(context: Context, head: &str) -> Option<Finding> {
    let refused = Refused::new(context, head);
    HABITS.iter().find_map(|habit| habit(&refused))
}

type Habit = fn(&Refused) -> Option<Finding>;

/// In order: what is recognised by its first characters, then signs inside, then shapes of whole statements.
const HABITS: &[Habit] = &[
    comment_sign,
    curly_quote,
    hidden_character,
    first_word_of_a_tool,
    block_word,
    participant,
    assignment,
    label_between_bars,
    label_in_brackets,
    arrow,
    ampersand,
];

/// The kind that does here what a word of another tool does there: `rectangle` is `component`. For words that parse as a
/// kind and turn out to be unknown.
pub fn kind_elsewhere(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "actor" | "user" => "person",
        "participant" | "rectangle" | "node" | "box" | "boundary" | "control" | "interface" | "usecase" | "agent"
        | "artifact" | "entity" | "class" | "process" | "module" => "component",
        "subgraph" | "package" | "folder" | "frame" | "namespace" | "container_boundary" | "boundary_box" => "group",
        "softwaresystem" | "system_boundary" | "enterprise_boundary" => "system",
        "container" | "app" | "microservice" | "backend" | "api" | "server" => "service",
        "frontend" | "browser" | "mobile" | "webapp" | "ui" => "client",
        "db" | "table" | "cylinder" | "sql" => "database",
        "collections" | "bucket" | "file" | "disk" | "blob" => "storage",
        "broker" | "stream" | "bus" | "eventbus" | "kafka" => "topic",
        "lambda" | "serverless" => "function",
        "job" | "consumer" => "worker",
        "cron" | "timer" => "scheduler",
        "lb" | "loadbalancer" | "proxy" => "balancer",
        "redis" | "memcached" => "cache",
        "thirdparty" | "saas" | "person_ext" | "system_ext" => "external",
        "vpc" | "region" | "subnet" | "availability_zone" => "zone",
        "vm" | "deploymentnode" | "machine" => "host",
        "state" | "task" | "action" | "activity" => "step",
        "choice" | "if" | "diamond" => "decision",
        _ => return None,
    })
}

fn structure(head: &str) -> String {
    let mut out = String::with_capacity(head.len());
    let mut quoted = false;
    let mut escaped = false;
    for c in head.chars() {
        match c {
            '"' if !escaped => {
                quoted = !quoted;
                out.push('"');
            }
            ':' if !quoted => break,
            c if quoted => out.extend(std::iter::repeat_n('_', c.len_utf8())),
            c => out.push(c),
        }
        escaped = quoted && c == '\\' && !escaped;
    }
    out
}

// ---- the first characters ----

fn comment_sign(refused: &Refused) -> Option<Finding> {
    let sign = ["%%", "#", "'", "/*", "*/", "<!--", "-- "].into_iter().find(|sign| refused.head.starts_with(sign))?;
    let text = refused.head[sign.len()..].trim().trim_end_matches("*/").trim_end_matches("-->").trim();
    let finding = Finding::new(0..sign.trim_end().len(), "comments begin with `//`", "no comment here");
    Some(if text.is_empty() { finding } else { finding.help(format!("write `// {text}`")) })
}

fn first_word_of_a_tool(refused: &Refused) -> Option<Finding> {
    let word = refused.head.split([' ', '\t', ':']).next().unwrap_or("");
    let help = match word {
        "sequenceDiagram" | "zenuml" => "a sequence is written `sequence login \"Log in\" { … }`",
        "graph" | "flowchart" | "flowchart-elk" | "architecture-beta" => {
            "components and connections need no heading; a direction stands in a view: `architecture overview { direction: right }`"
        }
        "classDiagram" | "erDiagram" | "stateDiagram" | "stateDiagram-v2" | "gantt" | "mindmap" | "pie"
        | "C4Context" | "C4Container" => "Frieze draws architecture maps, sequences and flows",
        "@startuml" | "@enduml" | "@startmermaid" | "```mermaid" | "```" | "---" => {
            "a source needs no frame around it: remove the line"
        }
        "!include" | "!includeurl" | "!import" => "another file is brought in with `import \"other.frieze\"`",
        "!define" | "!theme" | "skinparam" | "classDef" | "linkStyle" | "vars" => {
            "looks come from the theme, from `tone:` and from `style tag x { tone: warn }`"
        }
        "hide" | "show" => "what a view shows is said with `include` and `exclude`",
        "workspace" | "model" | "views" | "deploymentEnvironment" => {
            "the model stands at the top of the file, views beside it; neither needs a block around it"
        }
        "subgraph" => "a group is written `group backend \"Backend\" { … }`",
        "click" => "a link is an attribute of what it belongs to: `{ link: https://… }`",
        "layers" | "scenarios" | "steps" => "each picture is a view: `architecture overview \"Overview\" { … }`",
        "box" if refused.context == Context::Sequence => "groups of the model become boxes with `boxes: on`",
        "rect" if refused.context == Context::Sequence => "a frame around messages is `group \"title\" { … }`",
        _ => return None,
    };
    Some(Finding::new(0..word.len(), format!("`{word}` is not a word of Frieze"), "found this").help(help))
}

fn block_word(refused: &Refused) -> Option<Finding> {
    let end =
        matches!(refused.head, "end" | "endif" | "end note" | "end box" | "end group" | "end loop" | "end alt" | "fi");
    end.then(|| {
        Finding::new(0..refused.head.len(), "a block ends with `}`", "expected `}`")
            .help("blocks open with ` {` at the end of their line")
    })
}

fn participant(refused: &Refused) -> Option<Finding> {
    if !matches!(refused.first, "participant" | "actor" | "boundary" | "entity" | "collections")
        || refused.context != Context::Sequence
    {
        return None;
    }
    Some(
        Finding::new(0..refused.first.len(), "participants are not declared in a sequence", "not needed here")
            .help("they are the components of the model, drawn in order of first use")
            .help("`participants: web, api, db` sets the order"),
    )
}

// ---- signs inside ----

fn curly_quote(refused: &Refused) -> Option<Finding> {
    let (at, c) =
        refused.structure.char_indices().find(|&(_, c)| matches!(c, '“' | '”' | '„' | '«' | '»' | '‘' | '’'))?;
    let line = refused.head.replace(['“', '”', '„', '«', '»'], "\"");
    Some(
        Finding::new(at..at + c.len_utf8(), format!("`{c}` is not a quote of Frieze"), "expected `\"`")
            .help(format!("write `{line}`")),
    )
}

fn hidden_character(refused: &Refused) -> Option<Finding> {
    let hidden = |c: char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{AD}');
    let (at, c) = refused.structure.char_indices().find(|&(_, c)| hidden(c))?;
    Some(
        Finding::new(
            at..at + c.len_utf8(),
            format!("an invisible character (U+{:04X}) stands here", c as u32),
            "this one",
        )
        .help("remove it; it often comes along when text is pasted"),
    )
}

fn assignment(refused: &Refused) -> Option<Finding> {
    let at = refused.structure.find('=').filter(|&at| !refused.structure[at + 1..].starts_with(['=', '>']))?;
    let name = refused.head[..at].trim();
    if !words::first(name).1.is_empty() || name.is_empty() {
        return None;
    }
    let value = refused.head[at + 1..].trim();
    let finding = Finding::new(at..at + 1, "nothing is assigned with `=`", "found this");
    let (kind, rest) = words::first(value);
    Some(if rest.trim_start().starts_with('"') && !kind.is_empty() {
        let title = rest.trim_start();
        let title = title[1..].find('"').map_or(title, |end| &title[..end + 2]);
        let kind = kind_elsewhere(kind).unwrap_or(kind);
        finding.help(format!("a component is declared as kind, id, title: `{kind} {name} {title}`"))
    } else {
        finding.help(format!("an attribute has a colon: `{name}: {value}`"))
    })
}

fn label_between_bars(refused: &Refused) -> Option<Finding> {
    let open = refused.structure.find('|')?;
    let close = open + 1 + refused.structure[open + 1..].find('|')?;
    let before = refused.head[..open].trim_end();
    words::ends_operator(before).then(|| {
        let (label, after) = (refused.head[open + 1..close].trim().trim_matches('"'), refused.head[close + 1..].trim());
        Finding::new(open..close + 1, "a label does not stand on the arrow", "found this")
            .help(format!("a label follows a colon: `{before} {after}: {label}`"))
    })
}

/// `a[Web app] --> b`, `a(x)`, `[a] --> b`.
fn label_in_brackets(refused: &Refused) -> Option<Finding> {
    let (open, sign) = refused.structure.char_indices().find(|&(_, c)| matches!(c, '[' | '('))?;
    let end = refused.structure[open..].find([']', ')']).map_or(refused.head.len(), |at| open + at + 1);
    let label = refused.head[open..end].trim_matches(|c| "[](){}\"|/\\>".contains(c)).trim();
    let id = refused.head[..open].rsplit(|c: char| !words::is_word(c) && c != '-').next().unwrap_or("");
    // PlantUML's ends of messages from nowhere.
    if refused.context == Context::Sequence && label.is_empty() {
        return Some(
            Finding::new(open..end, format!("`{sign}` is no end of a message"), "found this")
                .help("a message from nowhere is written `outside -> a`, one to nowhere `a -> outside`"),
        );
    }
    let id = if id.is_empty() { slug(label) } else { id.to_owned() };
    Some(
        Finding::new(open..end, "shapes are not drawn with brackets", "a shape comes from its kind")
            .help(format!("declare it: `component {id} \"{label}\"`, then connect `{id}`")),
    )
}

/// Arrows of other tools: what is written here, and whether the ends change sides. Longer ones first.
const ARROWS: &[(&str, &str, bool)] = &[
    ("<-->>", "<->", false),
    ("<<-->>", "<->", false),
    ("<<->>", "<->", false),
    ("<-->", "<->", false),
    ("<==>", "<->", false),
    ("<=>", "<->", false),
    ("-.->", "-->", false),
    ("-->>", "-->", false),
    ("--->", "->", false),
    ("===>", "->", false),
    ("<<--", "-->", true),
    ("<<-", "->>", true),
    ("<--", "-->", true),
    ("==>", "->", false),
    ("..>", "-->", false),
    (".->", "-->", false),
    ("~~>", "-->", false),
    ("--)", "->>", false),
    ("--x", "-x", false),
    ("--o", "--", false),
    ("->o", "->", false),
    ("->x", "-x", false),
    ("---", "--", false),
    ("===", "--", false),
    ("-.-", "--", false),
    ("~~~", "--", false),
    ("<-", "->", true),
    ("=>", "->", false),
    ("~>", "->", false),
    ("-)", "->>", false),
    ("-\\", "->>", false),
    ("-/", "->>", false),
    ("→", "->", false),
    ("⇒", "->", false),
    ("⟶", "->", false),
    ("←", "->", true),
    ("↔", "<->", false),
    ("—>", "-->", false),
    ("–>", "->", false),
    ("—", "--", false),
    ("–", "--", false),
];

fn arrow(refused: &Refused) -> Option<Finding> {
    let text = refused.structure.as_str();
    let (at, (found, wanted, turned)) = text.char_indices().find_map(|(at, _)| {
        let rest = &text[at..];
        if rest.starts_with("<->") || (rest.starts_with("->>") && !rest.starts_with("->>>")) {
            return None;
        }
        ARROWS.iter().find(|(found, ..)| rest.starts_with(found)).map(|arrow| (at, arrow))
    })?;
    let (from, to) = (refused.head[..at].trim(), refused.head[at + found.len()..].trim());
    let line = match turned {
        _ if from.is_empty() || to.is_empty() => return None,
        // A declaration and an arrow in one: nobody can tell which was meant.
        _ if !words::path(from).1.is_empty() && !from.contains(['-', ',', '<']) => String::new(),
        false => format!("{from} {wanted} {to}"),
        true => {
            let (end, label) =
                to.split_once(':').map_or((to, String::new()), |(end, label)| (end, format!(":{label}")));
            format!("{} {wanted} {from}{label}", end.trim())
        }
    };
    let finding = Finding::new(
        at..at + found.len(),
        format!("`{found}` is not an arrow of Frieze"),
        "arrows are `->`, `->>`, `-->`, `<->` and `--`",
    );
    Some(if line.is_empty() { finding } else { finding.help(format!("write `{line}`")) })
}

fn ampersand(refused: &Refused) -> Option<Finding> {
    let at = refused.structure.find(" & ")? + 1;
    Some(
        Finding::new(at..at + 1, "ends are not joined with `&`", "expected `,`")
            .help("several targets stand behind the arrow: `a -> b, c`; each start has a line of its own"),
    )
}

/// An id from a title: `Web app` is `web-app`.
pub(super) fn slug(title: &str) -> String {
    let words = title.split(|c: char| !words::is_word(c)).filter(|word| !word.is_empty());
    let slug = words.take(4).map(str::to_lowercase).collect::<Vec<_>>().join("-");
    if slug.is_empty() { "name".to_owned() } else { slug }
}
