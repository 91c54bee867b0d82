//! What an SVG of ours says of itself: its layers with their ids, spoken names, places and looks.

/// One layer: an element, a message, a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layer {
    pub id: String,
    /// `node`, `edge`, `message` …
    pub role: String,
    /// The spoken name; the id where there is none.
    pub name: String,
    /// The id of the group, lane, box or frame around it.
    pub within: Option<String>,
    /// Its texts in order.
    pub texts: String,
    /// All numbers that place it, and everything that paints it: what differs is drawn elsewhere, or otherwise.
    pub place: String,
    pub looks: String,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Inventory {
    pub title: String,
    pub size: (String, String),
    pub layers: Vec<Layer>,
}

/// Attributes that say where something stands or how far it reaches.
const PLACES: [&str; 17] = [
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "width",
    "height",
    "d",
    "points",
    "textLength",
    "transform",
];

/// Attributes that say how something is painted. Classes are left out: they only repeat the paint for dark surroundings, and are
/// named by the theme.
const LOOKS: [&str; 9] = [
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "font-size",
    "font-weight",
    "font-family",
    "href",
];

/// Reads the layers of an SVG; None for what is no SVG.
pub(super) fn read(svg: &str) -> Option<Inventory> {
    let document = roxmltree::Document::parse(svg).ok()?;
    let root = document.root_element();
    let text_of = |node: roxmltree::Node, tag: &str| {
        let found = node.children().find(|child| child.has_tag_name(("http://www.w3.org/2000/svg", tag)));
        let words = |found: roxmltree::Node| {
            found.descendants().filter(roxmltree::Node::is_text).filter_map(|node| node.text()).collect::<String>()
        };
        found.map(words)
    };
    let attribute = |name: &str| root.attribute(name).unwrap_or_default().to_string();
    let mut inventory = Inventory {
        title: text_of(root, "title").unwrap_or_default(),
        size: (attribute("width"), attribute("height")),
        layers: Vec::new(),
    };
    for layer in root.descendants() {
        let (Some(id), Some(role)) = (layer.attribute("id"), layer.attribute("data-role")) else { continue };
        let name = text_of(layer, "title").filter(|name| !name.trim().is_empty());
        let mut own = Layer {
            id: id.to_string(),
            role: role.to_string(),
            name: name.unwrap_or_else(|| id.to_string()),
            within: layer.attribute("data-in").map(str::to_string),
            texts: String::new(),
            place: String::new(),
            looks: String::new(),
        };
        for node in layer.descendants().filter(roxmltree::Node::is_element) {
            if node.tag_name().name() == "text" {
                own.texts.extend(node.descendants().filter(roxmltree::Node::is_text).filter_map(|node| node.text()));
                own.texts.push('\n');
            }
            own.looks.push_str(node.tag_name().name());
            for attribute in node.attributes() {
                let list = if PLACES.contains(&attribute.name()) {
                    &mut own.place
                } else if LOOKS.contains(&attribute.name()) {
                    &mut own.looks
                } else {
                    continue;
                };
                list.push_str(attribute.name());
                list.push('=');
                list.push_str(attribute.value());
                list.push(' ');
            }
        }
        inventory.layers.push(own);
    }
    Some(inventory)
}
